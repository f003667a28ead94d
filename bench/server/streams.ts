import { type ClientRequest, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from './child.ts';
import { register } from './real-server.ts';

export interface HeldStreams {
  readonly open: number;
  readonly residentMb: number;
}

/** Opens so many event streams at once, and reads what the server holds in memory while they are open. */
export async function holdStreams(count: number, env: Readonly<Record<string, string>>): Promise<HeldStreams> {
  await using server = await startChild('bench/server/slow-mock.ts', env);
  const url = server.said['url'] ?? '';
  const accessToken = await register(url);
  const pending: ClientRequest[] = [];
  const opened = await Promise.all(
    Array.from({ length: count }, () => openStream(`${url}/api/analyze/stream`, accessToken, pending)),
  );
  await delay(2_000);
  const residentMb = await server.residentMb();
  for (const one of pending) {
    one.destroy();
  }
  return { open: opened.filter((status) => status === 200).length, residentMb };
}

function openStream(url: string, token: string, pending: ClientRequest[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const one = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.on('error', () => {}); // we end it ourselves
      resolve(response.statusCode ?? 0);
    });
    one.once('error', reject);
    one.end(JSON.stringify({ query: 'How long can you hold this?' }));
    pending.push(one);
  });
}
