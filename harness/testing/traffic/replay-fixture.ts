import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { Cassette } from '../../traffic/cassette/cassette.ts';
import { cassettePath } from '../../traffic/cassette/cassette-path.ts';
import { saveCassette } from '../../traffic/cassette/save-cassette.ts';
import { type LlmNetwork, openLlmNetwork } from '../../traffic/engine/llm-network.ts';
import type { PlaybackOptions } from '../../traffic/engine/playback-options.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';
import type { Json } from '../../values/json.ts';

/** For tests: the scenario that they play. */
export const SCENARIO = { id: 'area/case', title: 'a case' };

/** For tests: a network that replays, with what a test changes. */
export async function openTestNetwork(
  options: Pick<PlaybackOptions, 'cassettes'> & Partial<PlaybackOptions>,
): Promise<LlmNetwork> {
  return await openLlmNetwork({
    mode: 'replay',
    upstream: { source: 'live' },
    now: () => new Date('2026-01-02T03:04:05.000Z'),
    knownSecrets: [],
    ...options,
  });
}

/** For tests: a network that records all that it is asked, and passes it on to one server. */
export async function openRecording(cassettes: string, upstream: TestServer): Promise<LlmNetwork> {
  return await openTestNetwork({ cassettes, mode: 'record-all', upstream: upstreamAt(upstream) });
}

/** For tests: the cassette of {@link SCENARIO}, written into a directory. */
export async function writeCassette(directory: string, cassette: Cassette): Promise<void> {
  await saveCassette(cassettePath(directory, SCENARIO.id), cassette, {
    firewall: createFirewall({ knownSecrets: [] }),
  });
}

/** For tests: calls as they would be written down. */
export function asWritten(calls: readonly OutgoingCall[]): Json {
  return JSON.parse(JSON.stringify(calls));
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** The requests so far, as `METHOD path body`. */
  readonly requests: readonly string[];
}

/** For tests: an HTTP server on loopback. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        requests.push(`${request.method} ${request.url} ${body}`);
        answer(request, response, body);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** For tests: an upstream that is one server, whoever is asked. */
export function upstreamAt(server: TestServer): PlaybackOptions['upstream'] {
  return { source: 'stand-in', name: 'test server', urlFor: () => server.url };
}

/** For tests: an upstream that answers every chat completion with `<prompt>!`. */
export async function startChatServer(): Promise<TestServer> {
  return await startServer((_request, response, body) => {
    const content = `${JSON.parse(body).messages[0].content}!`;
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    response.setHeader('content-type', 'application/json').setHeader('set-cookie', 'a=b');
    response.end(JSON.stringify({ id: 'c', choices, usage: { prompt_tokens: 1, completion_tokens: 2 } }));
  });
}
