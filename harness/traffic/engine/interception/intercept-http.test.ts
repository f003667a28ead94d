import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { type AddressInfo, connect, createServer, type LookupFunction } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import OpenAI from 'openai';
import * as undici from 'undici';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../../testing/traffic/cassette-fixture.ts';
import {
  openTestNetwork,
  SCENARIO,
  startServer,
  type TestServer,
  writeCassette,
} from '../../../testing/traffic/replay-fixture.ts';

// Built before any network is opened, as a server builds them at its start.
const openai = new OpenAI({ apiKey: 'test' });
const fetchBefore = globalThis.fetch;

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';

function ask(prompt: string) {
  return openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });
}

/** No loopback name for the network, but one that leads to this machine, without a resolver. */
function urlByName(server: TestServer): string {
  return `http://not-this-machine.test:${new URL(server.url).port}/`;
}

const lookup: LookupFunction = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

function useLookup(): Disposable {
  const before = undici.getGlobalDispatcher();
  undici.setGlobalDispatcher(new undici.Agent({ connect: { lookup } }));
  return { [Symbol.dispose]: () => undici.setGlobalDispatcher(before) };
}

describe('interception', () => {
  test('reaches SDK clients and captured functions that were there before it', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('hi')));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const completion = await ask('hi');
    const statuses = await Promise.all([
      fetchBefore('https://example.com/').then((response) => response.status),
      undici.fetch('https://example.com/').then((response) => response.status),
      undici.request('https://example.com/', { dispatcher: new undici.Agent() }).then((reply) => reply.statusCode),
    ]);

    expect(completion.choices[0]?.message.content).toBe('answer to hi');
    expect(statuses).toEqual([599, 599, 599]);
    expect(playback.faults).toMatchObject([{ code: 'unrecorded_request' }]);
  });

  test('takes idle connections away that were opened before it, from fetch and from node:http', async () => {
    await using directory = await temporaryDirectory();
    await using server = await startServer((_request, response) => response.end('real'));
    // The connections beneath are open already.
    const url = urlByName(server);
    using _dispatcher = useLookup();
    const byFetch = () => fetch(url).then((response) => response.text());
    const byHttp = async () => {
      const [response] = await once(get(url, { lookup }), 'response');
      return await text(response);
    };
    const first = [await byFetch(), await byHttp()];
    await new Promise(setImmediate);

    await using network = await openTestNetwork({ cassettes: directory.path });
    await using _playback = await network.play(SCENARIO);
    const second = [await byFetch(), await byHttp()];

    expect(first).toEqual(['real', 'real']);
    expect(second).toEqual([expect.stringContaining('was refused'), expect.stringContaining('was refused')]);
    expect(server.requests).toHaveLength(2);
  });

  test('gives fetch its own dispatcher back', async () => {
    await using directory = await temporaryDirectory();
    const before = undici.getGlobalDispatcher();

    const network = await openTestNetwork({ cassettes: directory.path });
    await network[Symbol.asyncDispose]();

    expect(undici.getGlobalDispatcher()).toBe(before);
  });

  test('refuses to open with a dispatcher that it cannot replace, and leaves that in place', async () => {
    await using directory = await temporaryDirectory();
    const before = undici.getGlobalDispatcher();
    const custom = new undici.ProxyAgent('http://127.0.0.1:9');
    undici.setGlobalDispatcher(custom);

    const opening = openTestNetwork({ cassettes: directory.path });

    await expect(opening).rejects.toMatchObject({ code: 'PARITY_INTERCEPTION_ESCAPED' });
    expect(undici.getGlobalDispatcher()).toBe(custom);
    undici.setGlobalDispatcher(before);
  });

  test('leaves loopback alone: HTTP, and raw sockets whichever side speaks first', async () => {
    await using directory = await temporaryDirectory();
    await using server = await startServer((_request, response, body) => response.end(`real ${body}`));
    const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    const greeter = createServer((socket) => socket.end('welcome')).listen(0, '127.0.0.1');
    await Promise.all([once(echo, 'listening'), once(greeter, 'listening')]);
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const overHttp = await fetch(server.url, { method: 'POST', body: 'x' }).then((response) => response.text());
    const echoed = connect((echo.address() as AddressInfo).port, '127.0.0.1');
    echoed.end(Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]));
    const greeted = connect((greeter.address() as AddressInfo).port, '127.0.0.1');

    expect(overHttp).toBe('real x');
    expect([...(await buffer(echoed))]).toEqual([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]);
    await expect(text(greeted)).resolves.toBe('welcome');
    expect(playback.faults).toEqual([]);
    echo.close();
    greeter.close();
  });

  test('lives beside an MSW server of the project', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('hi')));
    const theirs = setupServer(http.get('http://localhost:8123/theirs', () => HttpResponse.text('theirs')));
    theirs.listen({ onUnhandledFrame: 'bypass' });
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => theirs.close());
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using _playback = await network.play(SCENARIO);

    const answers = [await fetch('http://localhost:8123/theirs').then((response) => response.text()), await ask('hi')];

    expect(answers).toMatchObject(['theirs', { choices: [{ message: { content: 'answer to hi' } }] }]);
  });

  test('stops a raw connection to a provider at the look-up, and says so', async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const socket = connect(443, 'api.openai.com');
    socket.write('no HTTP');
    const [error] = await once(socket, 'error').catch((cause: unknown) => [cause]);

    expect(error).toMatchObject({ code: 'ENOTFOUND' });
    expect(playback.faults).toMatchObject([{ code: 'interception_escaped' }]);
  });

  test('refuses the tunnel of a proxy, which would hide the request, and says so', async () => {
    await using directory = await temporaryDirectory();
    await using proxy = await startServer((_request, response) => response.end());
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const request = undici.fetch('https://api.openai.com/', { dispatcher: new undici.ProxyAgent(proxy.url) });

    await expect(request).rejects.toThrow('fetch failed');
    expect(playback.faults).toMatchObject([
      { code: 'interception_escaped', message: expect.stringContaining('api.openai.com:443') },
    ]);
  });

  test('replays behind a proxy that the environment names', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('hi')));
    await using proxy = await startServer((_request, response) => response.end());
    const script = `
      const { openTestNetwork, SCENARIO } = await import('./harness/testing/traffic/replay-fixture.ts');
      await using network = await openTestNetwork({ cassettes: ${JSON.stringify(directory.path)} });
      await using playback = await network.play(SCENARIO);
      const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] });
      const response = await fetch('${URL_OF_CHAT}', { method: 'POST', body });
      console.log(response.status);`;
    const env = {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '',
    };

    const run = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script], { env });

    expect(run.stdout).toBe('200\n');
    expect(proxy.requests).toEqual([]);
  });

  test('ends with the network: then requests go out again', async () => {
    await using directory = await temporaryDirectory();
    await using server = await startServer((_request, response) => response.end('real'));
    using _dispatcher = useLookup();
    const byFetch = () => fetch(urlByName(server)).then((response) => response.text());
    const network = await openTestNetwork({ cassettes: directory.path });
    const during = await byFetch();
    await network[Symbol.asyncDispose]();

    const after = await byFetch();

    expect([during, after]).toEqual([expect.stringContaining('outside a scenario'), 'real']);
  });
});

test('a request through an agent of its own is intercepted as well', async () => {
  await using directory = await temporaryDirectory();
  await using network = await openTestNetwork({ cassettes: directory.path });
  await using _playback = await network.play(SCENARIO);

  const request = get('http://example.com/', { agent: new Agent({ keepAlive: true }) });
  const [response] = await once(request, 'response');
  await text(response);

  expect(response.statusCode).toBe(599);
});
