import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compose } from './compose.ts';
import type { MonitoredProvider } from './ports/llm-provider.ts';
import { start } from './start.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';

/** A double that takes its time, so that something is under way when the server stops. */
function unhurried(provider: MonitoredProvider): MonitoredProvider {
  return {
    provider: provider.provider,
    get status() {
      return provider.status;
    },
    complete: async (...call) => {
      await delay(100);
      return await provider.complete(...call);
    },
  };
}

test('a stream that is running when the server is told to stop is finished first', async () => {
  await using doubles = await compose(MOCK_CONFIG);
  const llm = {
    openai: unhurried(doubles.llm.openai),
    anthropic: unhurried(doubles.llm.anthropic),
    google: unhurried(doubles.llm.google),
  };
  const server = await start(MOCK_CONFIG, { llm });
  const headers = { 'content-type': 'application/json' };
  const account = { email: 'ada@example.test', password: 'a long enough password' };
  const registered = await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    headers,
    body: JSON.stringify(account),
  });
  const { accessToken } = (await registered.json()) as { readonly accessToken: string };
  const stream = await fetch(`${server.url}/api/analyze/stream`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: 'Will you finish?' }),
  });

  const stopped = server[Symbol.asyncDispose]();
  const events = await stream.text();
  await stopped;

  expect(events.match(/^event: analysis_(completed|failed)$/gm)).toEqual(['event: analysis_completed']);
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

test('a second stop waits for the end of the first', async () => {
  const server = await start(MOCK_CONFIG);
  const { url } = server;

  const first = server[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();

  await expect(fetch(url)).rejects.toThrow('fetch failed');
  await expect(first).resolves.toBeUndefined();
});
