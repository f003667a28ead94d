import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Divergence } from '../../evidence/divergence.ts';
import { type Transcript, transcriptSchema } from '../../evidence/transcript.ts';
import type { Reason } from '../../evidence/verdict.ts';
import { judge } from '../../judge/judge.ts';
import { defineParity } from '../../scenario/api/parity-config.ts';
import type { Drive } from '../../scenario/api/scenario-context.ts';
import type { Target, TargetInstance } from '../../scenario/api/target.ts';
import { observeWith } from '../../scenario/engine/observe-scenario.ts';
import { sampleManifest } from '../evidence/sample-manifest.ts';
import type { Behaviour, Pair } from './pair.ts';

const IDENTITY = { id: 'differences/pair', title: 'pair', file: 'differences/pair.scenario.ts' };
const NAMES = ['left', 'right'] as const;

const DRIVE: Drive = async ({ client }) => {
  await client.get('/thing');
};

/** What the comparison says of the scenario of a pair. */
export interface Said {
  readonly verdict: string;
  readonly divergences: readonly Divergence[];
  readonly reasons: readonly Reason[];
}

/** Runs the scenario on both targets, passes what was observed through the form that it has on the disk, and compares. */
export async function comparePair({ left, right, drive = DRIVE, rules = [] }: Pair): Promise<Said> {
  const transcripts: Transcript[] = [];
  for (const [index, side] of [left, right].entries()) {
    const behaviour = typeof side === 'function' ? side() : side;
    transcripts.push(await observe(NAMES[index] ?? '', behaviour, drive));
  }
  const targets = NAMES.map((name) => ({ name, witness: { name } }));
  const startedAt = new Date().toISOString();
  const manifest = sampleManifest({ targets, scenarios: [IDENTITY], suite: [IDENTITY.id], rules, startedAt });
  const { scenarios, divergences, reasons } = judge({ manifest, transcripts });
  return {
    verdict: scenarios[0]?.verdict ?? 'none',
    divergences,
    reasons: reasons.filter(({ scenario }) => scenario !== null),
  };
}

async function observe(target: string, behaviour: Behaviour, drive: Drive): Promise<Transcript> {
  const config = defineParity({
    scenarios: 'none',
    cassettes: 'none',
    rules: [],
    targets: { [target]: toTarget(behaviour) },
    ...(behaviour.channels === undefined ? {} : { channels: Object.keys(behaviour.channels) }),
  });
  const transcript = await observeWith(config, {
    identity: IDENTITY,
    settings: {
      config: '/none/parity.config.ts',
      evidence: '/none',
      cassettes: '/none',
      target,
      only: null,
      llm: 'replay',
      upstream: 'stand-in',
      prepared: null,
    },
    given: {},
    drive,
    env: {},
    now: () => new Date(),
    newToken: () => 'token',
  });
  return transcriptSchema.parse(JSON.parse(JSON.stringify(transcript)));
}

function toTarget(behaviour: Behaviour): Target {
  return { traffic: 'scripted', setUp: async () => createInstance(behaviour) };
}

function createInstance({
  respond,
  calls,
  outgoing,
  tables,
  audit,
  channels,
  start,
  exitCode = 0,
}: Behaviour): TargetInstance {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    count += 1;
    void respond?.(response, request, count);
  });
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) {
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return {
    facts: {},
    ...(calls === undefined ? {} : { calls: () => (count === 0 ? [] : calls) }),
    ...(outgoing === undefined ? {} : { outgoing: () => (count === 0 ? [] : outgoing) }),
    ...(tables === undefined ? {} : { tables: async () => tables }),
    ...(audit === undefined ? {} : { audit: async () => (count === 0 ? [] : audit) }),
    ...(channels === undefined
      ? {}
      : { channels: Object.fromEntries(Object.entries(channels).map(([name, value]) => [name, async () => value])) }),
    start: async () => {
      if (start !== undefined) {
        return start;
      }
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return { outcome: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    },
    stop: async () => ({ ended: close().then(() => ({ exitCode })) }),
    [Symbol.asyncDispose]: close,
  };
}
