import { createServer, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { start } from './start.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';
import { anthropicDialect, type Dialect, googleDialect, openAiDialect } from './test-support/provider-dialects.ts';
import { REAL_ENV } from './test-support/real-env.ts';

const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? 'real mode (not run: ULTRA_TEST_DATABASE_URL is not set)' : 'real mode';
const ANALYSES = 3;

describe('LLM_CONCURRENCY', () => {
  test('holds over all analyses in mock mode, and all are answered', async () => {
    const slow = { kind: 'timeout', times: 1 } as const;
    const faults = { openai: slow, anthropic: slow, google: slow };
    await using server = await start({ ...MOCK_CONFIG, llmConcurrency: 2, llmTimeoutMs: 100, llmFaults: faults });
    const { providers } = server.ports.doubles;
    const pending = (): number =>
      Object.values(providers).flatMap(({ calls }) => calls.filter(({ outcome }) => outcome.status === 'pending'))
        .length;

    const { statuses, most } = await askAtOnce(server.url, pending);

    expect(statuses).toStrictEqual(Array(ANALYSES).fill(200));
    expect(most).toBe(2);
  });
});

describe.runIf(adminUrl !== '')(`LLM_CONCURRENCY in ${title}`, () => {
  test('holds over all analyses and providers, and all are answered', async () => {
    await using opened = new AsyncDisposableStack();
    const database = opened.use(await freshDatabase(adminUrl));
    const upstream = opened.use(await slowProviders());
    const config = parseConfig({
      ...REAL_ENV,
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      LLM_CONCURRENCY: '2',
      // The SDKs are loaded by the first call, which takes long where tests are compiled.
      DATABASE_CONNECT_TIMEOUT_MS: '20000',
      OPENAI_BASE_URL: `${upstream.url}/openai`,
      ANTHROPIC_BASE_URL: `${upstream.url}/anthropic`,
      GOOGLE_BASE_URL: `${upstream.url}/google`,
    });
    const server = opened.use(await start({ ...config, passwordCost: 4 }));

    const { statuses, most } = await askAtOnce(server.url, upstream.underWay);

    expect(statuses).toStrictEqual(Array(ANALYSES).fill(200));
    expect(most).toBe(2);
  });
});

/** Several analyses at once, and how many calls were under way at most. */
async function askAtOnce(url: string, underWay: () => number) {
  const headers = { 'content-type': 'application/json' };
  const registration = JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' });
  const registered = await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: registration });
  const { accessToken } = (await registered.json()) as { readonly accessToken: string };
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, underWay());
  }, 1);
  const asked = Array.from({ length: ANALYSES }, () =>
    fetch(`${url}/api/analyze`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ query: 'Why is the sky blue?' }),
    }),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  clearInterval(watch);
  return { statuses, most };
}

/** All three providers on one port, each behind a path of its own. They take a moment to answer. */
async function slowProviders() {
  let underWay = 0;
  const dialects: Readonly<Record<string, Dialect>> = {
    openai: openAiDialect,
    anthropic: anthropicDialect,
    google: googleDialect,
  };
  const answer = async (response: ServerResponse, dialect: Dialect, body: unknown): Promise<void> => {
    underWay += 1;
    await new Promise((resolve) => setTimeout(resolve, 30));
    underWay -= 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(dialect.success(body)));
  };
  const server = createServer((request, response) => {
    const dialect = dialects[request.url?.split('/')[1] ?? ''] ?? openAiDialect;
    json(request).then(
      (body) => answer(response, dialect, body),
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    underWay: () => underWay,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
