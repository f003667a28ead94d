import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import { type Transcript, transcriptSchema } from '../../evidence/transcript.ts';
import { judge } from '../../judge/judge.ts';
import { sampleManifest } from '../../testing/evidence/sample-manifest.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { startServer, type TestServer } from '../../testing/traffic/replay-fixture.ts';
import { cassettePath } from '../../traffic/cassette/cassette-path.ts';
import { saveCassette } from '../../traffic/cassette/save-cassette.ts';
import { rateLimited, reset } from '../../traffic/engine/replay/traffic-faults.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import type { Target } from '../api/target.ts';
import { observeWith } from './observe-scenario.ts';

const IDENTITY = { id: 'shop/pays', title: 'pays', file: 'shop.scenario.ts' };

/** A system in this process, and what its doubles say of their requests. */
function createTarget(
  traffic: Target['traffic'],
  listener: RequestListener,
  outgoing?: () => readonly OutgoingRequest[],
): Target {
  return {
    traffic,
    setUp: async () => {
      const server = createServer(listener);
      return {
        facts: {},
        ...(outgoing === undefined ? {} : { outgoing }),
        start: async () => {
          await once(server.listen(0, '127.0.0.1'), 'listening');
          return { outcome: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
        },
        [Symbol.asyncDispose]: async () => {
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        },
      };
    },
  };
}

interface Observing extends Partial<Omit<ParityConfig, 'targets'>> {
  readonly target: Target;
  readonly name?: string;
  readonly llm?: 'replay' | 'record-all';
}

async function observe(cassettes: string, { target, name = 'real', llm = 'replay', ...config }: Observing) {
  const transcript = await observeWith(
    { scenarios: 'none', cassettes: 'none', rules: [], ...config, targets: { [name]: target } },
    {
      identity: IDENTITY,
      settings: {
        config: '/none/parity.config.ts',
        evidence: '/none',
        cassettes,
        target: name,
        only: null,
        llm,
        upstream: 'live',
        prepared: null,
      },
      given: {},
      drive: async ({ client }) => {
        await client.post('/pay', { json: { amount: 4200 } });
      },
      env: {},
      now: () => new Date(),
      newToken: () => 'token',
    },
  );
  return transcriptSchema.parse(JSON.parse(JSON.stringify(transcript)));
}

function compare(transcripts: readonly Transcript[]) {
  const targets = transcripts.map(({ target: name }) => ({ name, witness: { name } }));
  const manifest = sampleManifest({ targets, scenarios: [IDENTITY], suite: [IDENTITY.id], rules: [] });
  return judge({ manifest, transcripts: [...transcripts] });
}

/** Charges what it is asked for, on another server. */
function chargeAt(url: string, amount: number): RequestListener {
  return (request, response) => {
    request.resume();
    fetch(`${url}/v1/charges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ amount }),
    }).then(
      async (charged) => response.writeHead(charged.ok ? 200 : 502).end(await charged.text()),
      () => response.writeHead(502).end(),
    );
  };
}

async function startPayments(): Promise<TestServer> {
  return await startServer((_request, response) => response.end('paid'));
}

describe('requests to other servers', () => {
  const double = (amount: number) => {
    const outgoing: OutgoingRequest[] = [];
    const pay: RequestListener = (_request, response) => {
      outgoing.push({
        method: 'POST',
        url: 'https://api.pay.test/v1/charges',
        body: { amount },
        outcome: { status: 'answered', httpStatus: 200, body: 'paid' },
      });
      response.end('paid');
    };
    return createTarget('scripted', pay, () => outgoing);
  };

  test.each([
    [4200, 'equivalent'],
    [42, 'divergent'],
  ])('of %i where the double was asked for 4200 are %s', async (amount, verdict) => {
    await using directory = await temporaryDirectory();
    await using payments = await startPayments();
    const upstreams = { [payments.url]: 'http' as const };
    const target = createTarget('recorded', chargeAt(payments.url, amount));
    await observe(directory.path, { target, upstreams, llm: 'record-all' });

    const real = await observe(directory.path, { target, upstreams });
    const mock = await observe(directory.path, { target: double(4200), name: 'mock' });
    const elsewhere = JSON.parse(JSON.stringify(real).replaceAll(payments.url, 'https://api.pay.test'));
    const { scenarios, divergences } = compare([transcriptSchema.parse(elsewhere), mock]);

    expect(payments.requests).toHaveLength(1);
    expect(real.faults).toEqual([]);
    expect(scenarios[0]?.verdict).toBe(verdict);
    expect(divergences.map(({ channel, pointer }) => `${channel} ${pointer}`)).toEqual(
      verdict === 'divergent' ? ['outgoing /0/body/amount'] : [],
    );
  });

  test('to a server of this machine that is not listed do not get there', async () => {
    await using directory = await temporaryDirectory();
    await using model = await startPayments();
    const target = createTarget('recorded', chargeAt(model.url, 1));

    const { faults } = await observe(directory.path, { target });

    expect(model.requests).toEqual([]);
    expect(faults).toMatchObject([{ code: 'unrecorded_request', hint: expect.stringContaining(model.url) }]);
  });
});

describe('faults of recorded traffic', () => {
  const ask: RequestListener = (request, response) => {
    request.resume();
    const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] });
    fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body }).then(
      async (answered) => {
        const text = await answered.text().catch(() => 'broken');
        response.writeHead(text === 'broken' ? 502 : answered.status).end();
      },
      () => response.writeHead(502).end(),
    );
  };

  test.each([
    ['a reset', reset(), { status: 502, outcome: 'broken' }],
    ['a rate limit', rateLimited({ times: 1, retryAfterMs: 1 }), { status: 429, outcome: 'refused' }],
  ])('reach the system as %s', async (_, fault, expected) => {
    await using directory = await temporaryDirectory();
    const firewall = createFirewall({ knownSecrets: [] });
    await saveCassette(cassettePath(directory.path, IDENTITY.id), cassetteOf(chatInteraction('hi')), { firewall });
    const target = createTarget('recorded', ask);

    const { steps } = await observe(join(directory.path), { target, trafficFaults: () => [fault] });

    expect(steps[1]?.http?.response.status).toBe(expected.status);
    expect(steps[1]?.calls.map(({ outcome }) => outcome.status)).toEqual([expected.outcome]);
  });
});
