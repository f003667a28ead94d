import { once } from 'node:events';
import { createServer, get } from 'node:http';
import http2 from 'node:http2';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import {
  openTestNetwork,
  SCENARIO,
  startServer,
  type TestServer,
  writeCassette,
} from '../../testing/traffic/replay-fixture.ts';
import type { UpstreamKind } from '../api/upstreams.ts';
import type { PlaybackOptions } from './playback-options.ts';

const ELSEWHERE = 'http://127.0.0.1:9';

/** Sends the requests once while they are recorded and once from the recording, each time to the same server. */
async function recordAndReplay<Result>(
  server: TestServer,
  kind: UpstreamKind,
  send: () => Promise<Result>,
  options: Partial<PlaybackOptions> = {},
) {
  await using directory = await temporaryDirectory();
  const run = async (mode: PlaybackOptions['mode']) => {
    const upstreams = { [server.url]: kind };
    await using network = await openTestNetwork({ cassettes: directory.path, mode, upstreams, ...options });
    const playback = await network.play(SCENARIO);
    const result = await send();
    const { faults } = await playback.eject();
    const { outgoing } = playback;
    return { result, faults, outgoing, calls: JSON.parse(JSON.stringify(playback.calls)) };
  };
  return { recorded: await run('record-all'), replayed: await run('replay'), requests: server.requests };
}

async function startPayments(): Promise<TestServer> {
  return await startServer((_request, response, body) => {
    response.setHeader('content-type', 'application/json').setHeader('location', '/v1/charges/1');
    response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']).setHeader('x-goog-upload-url', 'https://upload.test/1');
    response.statusCode = 201;
    response.end(JSON.stringify({ charged: JSON.parse(body || '{}').amount ?? null }));
  });
}

describe('a listed upstream', () => {
  test('is recorded, replayed and told with method, URL, headers, body and response', async () => {
    await using server = await startPayments();
    const charge = async () => {
      const response = await fetch(`${server.url}/v1/charges?expand=card&key=none`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: 'Bearer some-key',
          'idempotency-key': 'k-1',
        },
        body: JSON.stringify({ amount: 4200 }),
      });
      return await response.json();
    };

    const { recorded, replayed, requests } = await recordAndReplay(server, 'http', charge);

    expect(requests).toHaveLength(1);
    expect([recorded.faults, replayed.faults]).toEqual([[], []]);
    expect(replayed.result).toEqual({ charged: 4200 });
    expect(replayed.calls).toEqual([]);
    expect(replayed.outgoing).toEqual([
      {
        method: 'POST',
        url: `${server.url}/v1/charges?expand=card`,
        headers: { authorization: 'Bearer', 'content-type': 'application/json', 'idempotency-key': 'k-1' },
        body: { amount: 4200 },
        outcome: {
          status: 'answered',
          httpStatus: 201,
          headers: { 'content-type': 'application/json', location: '/v1/charges/1' },
          body: { charged: 4200 },
        },
      },
    ]);
    expect(recorded.outgoing).toEqual(replayed.outgoing);
  });

  test('reaches the application with all its headers while it is recorded', async () => {
    await using server = await startPayments();

    const { recorded } = await recordAndReplay(server, 'http', async () => {
      const { headers } = await fetch(`${server.url}/v1/charges`, { method: 'POST', body: '{}' });
      return [headers.get('location'), headers.getSetCookie(), headers.get('x-goog-upload-url')];
    });

    expect(recorded.result).toEqual(['/v1/charges/1', ['a=1; Path=/', 'b=2'], 'https://upload.test/1']);
  });

  test('that speaks the protocol of a provider is an LLM call, on this machine too', async () => {
    await using server = await startServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ choices: [{ message: { content: 'Hi.' }, finish_reason: 'stop' }] }));
    });
    const ask = async () => {
      const body = JSON.stringify({ model: 'llama3', messages: [{ role: 'user', content: 'hi' }] });
      await (await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body })).text();
    };

    const { replayed, requests } = await recordAndReplay(server, 'openai', ask);

    expect(requests).toHaveLength(1);
    expect(replayed.calls).toMatchObject([
      { provider: 'openai', model: 'llama3', outcome: { status: 'answered', text: 'Hi.' } },
    ]);
  });

  test('that is allowed is asked in every mode, and not told', async () => {
    await using server = await startPayments();

    const { replayed, requests } = await recordAndReplay(server, 'allowed', async () => {
      return (await fetch(server.url, { method: 'POST', body: '{}' })).status;
    });

    expect(requests).toHaveLength(2);
    expect(replayed).toMatchObject({ result: 201, outgoing: [], faults: [] });
  });

  test.each([
    ['https://sqs.*.amazonaws.com', 'https://sqs.eu-west-1.amazonaws.com/queue', true],
    ['https://sqs.*.amazonaws.com', 'https://evil.test/sqs.eu.amazonaws.com', false],
    ['https://api.stripe.com', 'https://api.stripe.com/v1/charges', true],
    ['https://api.stripe.com', 'https://api-stripe.com/v1/charges', false],
  ])('%s fits %s: %s', async (origin, url, fits) => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path, upstreams: { [origin]: 'http' } });
    await using playback = await network.play(SCENARIO);

    await (await fetch(url)).text();

    expect(playback.faults[0]?.message.includes('does not list')).toBe(!fits);
  });
});

describe('an upload', () => {
  test('is replayed although its boundary is another one each time, and told by its parts', async () => {
    await using server = await startServer((_request, response) => response.end('stored'));
    const upload = async () => {
      const form = new FormData();
      form.set('purpose', 'audio');
      form.set('file', new Blob([new Uint8Array([0, 1, 2, 255])], { type: 'audio/wav' }), 'a.wav');
      return await (await fetch(`${server.url}/files`, { method: 'POST', body: form })).text();
    };

    const { replayed, requests } = await recordAndReplay(server, 'http', upload);

    expect(requests).toHaveLength(1);
    expect(replayed).toMatchObject({ result: 'stored', faults: [] });
    expect(replayed.outgoing[0]?.body).toEqual([
      { headers: { 'content-disposition': 'form-data; name="purpose"' }, body: 'audio' },
      {
        headers: { 'content-disposition': 'form-data; name="file"; filename="a.wav"', 'content-type': 'audio/wav' },
        body: { $bytes: 4, $sha256: expect.any(String) },
      },
    ]);
  });

  test('of other content is not the recorded one', async () => {
    await using server = await startServer((_request, response) => response.end('stored'));
    let count = 0;
    const upload = async () => {
      const form = new FormData();
      count += 1;
      form.set('file', new Blob([`content ${count}`]), 'a.txt');
      return (await fetch(`${server.url}/files`, { method: 'POST', body: form })).status;
    };

    const { replayed } = await recordAndReplay(server, 'http', upload);

    expect(replayed.result).toBe(599);
  });
});

describe('a volatile place', () => {
  const ask = async (prompt: string) => {
    const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });
    return (await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body })).status;
  };
  const volatile = [
    { host: 'api.openai.com', pointer: '/messages/*/content', pattern: 'Today is \\S+', reason: 'the date' },
  ];

  test('does not decide whether a request is the recorded one', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('Today is 2026-01-02. Hello.')));
    await using network = await openTestNetwork({ cassettes: directory.path, volatile });
    await using playback = await network.play(SCENARIO);

    const status = await ask('Today is 2027-03-04. Hello.');

    expect(status).toBe(200);
    expect(playback.calls[0]?.request.messages).toEqual([{ role: 'user', text: 'Today is 2027-03-04. Hello.' }]);
  });

  test('leaves the rest of the text to decide', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('Today is 2026-01-02. Hello.')));
    await using network = await openTestNetwork({ cassettes: directory.path, volatile });
    await using _playback = await network.play(SCENARIO);

    expect(await ask('Today is 2026-01-02. Goodbye.')).toBe(599);
  });

  test('may be a parameter of the query', async () => {
    await using server = await startServer((_request, response) => response.end('found'));
    let count = 0;
    const search = async () => {
      count += 1;
      return await (await fetch(`${server.url}/search?q=a&at=${count}`)).text();
    };

    const { replayed } = await recordAndReplay(server, 'http', search, {
      volatile: [{ query: 'at', reason: 'the time' }],
    });

    expect(replayed).toMatchObject({ result: 'found', faults: [] });
  });
});

describe('a server of this machine that is not listed', () => {
  test('is refused with the line to add, once it is known where the system listens', async () => {
    await using directory = await temporaryDirectory();
    await using model = await startServer((_request, response) => response.end('live'));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);
    network.guardLoopback(ELSEWHERE);

    const response = await fetch(`${model.url}/v1/chat/completions`, { method: 'POST', body: '{}' });

    expect(response.status).toBe(599);
    expect(model.requests).toEqual([]);
    expect(playback.faults).toMatchObject([
      {
        code: 'unrecorded_request',
        message: expect.stringContaining(`does not list ${new URL(model.url).host}`),
        hint: expect.stringContaining(`upstreams: { '${model.url}': 'http' }`),
      },
    ]);
  });

  test('may be asked over a Unix socket, as a container engine is', async () => {
    await using directory = await temporaryDirectory();
    const socketPath = join(directory.path, 'engine.sock');
    const engine = createServer((_request, response) => response.end('engine'));
    await once(engine.listen(socketPath), 'listening');
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);
    network.guardLoopback(ELSEWHERE);

    const [response] = await once(get({ socketPath, path: '/version' }), 'response');
    const body = await text(response);
    engine.close();

    expect(body).toBe('engine');
    expect(playback.faults).toEqual([]);
  });

  test('is a fault afterwards, where it was asked before', async () => {
    await using directory = await temporaryDirectory();
    await using model = await startServer((_request, response) => response.end('live'));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    await (await fetch(model.url)).text();
    network.guardLoopback(ELSEWHERE);

    expect(playback.faults).toMatchObject([{ message: expect.stringContaining('does not list') }]);
  });

  test('may be asked when it is the system, or runs in this process since the network was opened', async () => {
    await using directory = await temporaryDirectory();
    await using system = await startServer((_request, response) => response.end('system'));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using helper = await startServer((_request, response) => response.end('helper'));
    await using playback = await network.play(SCENARIO);
    network.guardLoopback(system.url);

    const texts = [await (await fetch(system.url)).text(), await (await fetch(helper.url)).text()];

    expect(texts).toEqual(['system', 'helper']);
    expect(playback.faults).toEqual([]);
  });
});

describe('a connection that cannot be intercepted', () => {
  test('is refused at once when it is HTTP/2', { timeout: 5000 }, async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const session = http2.connect('https://api.stripe.com');
    const [error] = await once(session, 'error').catch((cause: unknown) => [cause]);

    expect(error).toMatchObject({ message: expect.stringContaining('HTTP/2 session with https://api.stripe.com') });
    expect(playback.faults).toMatchObject([{ code: 'interception_escaped' }]);
  });

  test('is refused at once when it is a WebSocket', { timeout: 5000 }, async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const socket = new WebSocket('wss://api.openai.com/v1/realtime');
    await once(socket, 'error');

    expect(playback.faults).toMatchObject([
      {
        code: 'interception_escaped',
        message: expect.stringContaining('a WebSocket to https://api.openai.com/v1/realtime'),
        hint: expect.stringContaining('HTTP/1.1'),
      },
    ]);
  });
});
