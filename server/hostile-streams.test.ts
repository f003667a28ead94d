import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { MockConfig } from './config.ts';
import { type RunningServer, start } from './start.ts';
import { eventsOf } from './test-support/event-streams.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';

const RECONNECTS = 300;
const SLOW_ANSWER = { llmFaults: { google: { kind: 'timeout', times: 1 } }, llmTimeoutMs: 1_500 } as const;

describe('a client of a stream', () => {
  test('that closes its half of the connection has gone, and its analysis is stopped', async () => {
    await using server = await serve({ ...SLOW_ANSWER, llmTimeoutMs: 60_000, streamGraceMs: 20 });
    const { head, body } = analysisRequest(await tokenOf(server));

    await raw(server, `${head}${body}`, 'half-closed');

    await expect
      .poll(() => server.ports.doubles.providers.google.calls[0]?.outcome)
      .toStrictEqual({ status: 'broken', reason: 'aborted' });
  });

  test('that goes away in its header or its body leaves nothing behind', async () => {
    await using server = await serve();
    const { head, body } = analysisRequest(await tokenOf(server));

    for (const part of [head.slice(0, 40), head.slice(0, -2), head, `${head}${body.slice(0, 5)}`]) {
      await raw(server, part, 'destroyed');
    }

    await expect(health(server)).resolves.toBe(200);
    expect(server.ports.doubles.providers.openai.calls).toStrictEqual([]);
  });

  test.each(['nonsense', '-1', '1e3', '0x10', '1.5', '999999999', '9'.repeat(400), '%00', '\u00ff', ' ', 'null'])(
    'that has read up to %j is told everything',
    async (lastEventId) => {
      await using server = await serve();
      const token = await tokenOf(server);
      const whole = eventsOf(await streamed(server, token));

      const again = await resume(server, { token, id: idOf(whole), lastEventId });

      expect(eventsOf(await again.text())).toStrictEqual(whole);
    },
  );

  test('that names an event which has not happened yet is told everything, the last event included', async () => {
    await using server = await serve(SLOW_ANSWER);
    const token = await tokenOf(server);
    const { id, ended } = await started(server, token);

    const again = await resume(server, { token, id, lastEventId: '500' });

    expect(eventsOf(await again.text())).toStrictEqual(eventsOf(await ended));
  });

  test('that has read everything is told with 204 not to come back', async () => {
    await using server = await serve();
    const token = await tokenOf(server);
    const whole = eventsOf(await streamed(server, token));

    const again = await resume(server, { token, id: idOf(whole), lastEventId: String(whole.length) });

    expect([again.status, await again.text()]).toStrictEqual([204, '']);
  });

  test(`that reconnects ${RECONNECTS} times neither stops the analysis nor slows its end`, async () => {
    await using server = await serve({ ...SLOW_ANSWER, requestLimit: 0 });
    const token = await tokenOf(server);
    const { id, ended } = await started(server, token);

    for (let time = 0; time < RECONNECTS / 10; time += 1) {
      await Promise.all(Array.from({ length: 10 }, () => hangUpAtOnce(server, { token, id })));
    }
    const again = await resume(server, { token, id, lastEventId: '1' });

    expect(eventsOf(await again.text()).at(-1)?.event).toBe('analysis_completed');
    expect(eventsOf(await ended).at(-1)?.event).toBe('analysis_completed');
  });

  test('that asks with HEAD gets the head alone, at once', async () => {
    await using server = await serve(SLOW_ANSWER);
    const token = await tokenOf(server);
    const { id, ended } = await started(server, token);

    const head = await resume(server, { token, id, lastEventId: '0', method: 'HEAD' });

    expect(head.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await expect(head.text()).resolves.toBe('');
    await expect(ended).resolves.toContain('analysis_completed');
  });
});

type Server = Awaited<ReturnType<typeof serve>>;

function serve(changes: Partial<MockConfig> = {}) {
  return start({ ...MOCK_CONFIG, streamGraceMs: 5_000, ...changes });
}

async function tokenOf({ url }: RunningServer): Promise<string> {
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
  });
  const { accessToken } = (await response.json()) as { readonly accessToken: string };
  return accessToken;
}

function analysisRequest(token: string): { readonly head: string; readonly body: string } {
  const body = JSON.stringify({ query: 'Why is the sky blue?' });
  const lines = [
    'POST /api/analyze/stream HTTP/1.1',
    'Host: ultra.test',
    'Connection: close',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return { head: `${lines.join('\r\n')}\r\n\r\n`, body };
}

/** Sends bytes over a connection of its own, and closes it. */
async function raw({ url }: RunningServer, bytes: string, how: 'half-closed' | 'destroyed'): Promise<void> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  if (how === 'half-closed') {
    socket.resume().end();
  } else {
    socket.destroy();
  }
}

async function streamed({ url }: RunningServer, token: string): Promise<string> {
  const response = await fetch(`${url}/api/analyze/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'Why is the sky blue?' }),
  });
  return response.text();
}

/** A stream that is under way, and the whole of it once it is over. */
async function started({ url }: RunningServer, token: string) {
  const response = await fetch(`${url}/api/analyze/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'Why is the sky blue?' }),
  });
  const first = Promise.withResolvers<string>();
  const reading = async (): Promise<string> => {
    let all = '';
    for await (const chunk of response.body ?? []) {
      all += Buffer.from(chunk).toString();
      const [, id] = /"analysisId":"([^"]+)"/.exec(all) ?? [];
      if (id !== undefined) {
        first.resolve(id);
      }
    }
    return all;
  };
  const ended = reading();
  return { id: await first.promise, ended };
}

function idOf(events: ReturnType<typeof eventsOf>): string {
  return String(events[0]?.data['analysisId']);
}

function resume(
  { url }: RunningServer,
  wanted: { readonly token: string; readonly id: string; readonly lastEventId: string; readonly method?: string },
): Promise<Response> {
  return fetch(`${url}/api/analyses/${wanted.id}/events`, {
    method: wanted.method ?? 'GET',
    headers: { authorization: `Bearer ${wanted.token}`, 'last-event-id': wanted.lastEventId },
  });
}

async function hangUpAtOnce(server: Server, { token, id }: { readonly token: string; readonly id: string }) {
  const response = await resume(server, { token, id, lastEventId: '0' });
  await response.body?.cancel();
}

async function health({ url }: RunningServer): Promise<number> {
  return (await fetch(`${url}/api/health`)).status;
}
