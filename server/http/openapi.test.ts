import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../domain/errors.ts';
import { analyzeStream, eventsOf } from '../test-support/event-streams.ts';
import { TEST_DATABASE_URL } from '../test-support/fresh-database.ts';
import { mockApp, type TestApp } from '../test-support/mock-server.ts';
import { realApp } from '../test-support/real-server.ts';
import { type Account, analyze, PASSWORD, signUp } from '../test-support/requests.ts';
import { PROBLEM } from './answer-schemas.ts';
import type { Route } from './route.ts';
import { documentedRoutes, documentOf, problemsOf } from './route-documents.ts';
import { ROUTES } from './routes.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const QUESTION = { query: 'Why is the sky blue?' };

/** Bodies that each route accepts. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /api/auth/register': { email: 'grace@example.org', password: PASSWORD },
  'POST /api/auth/login': { email: 'ada@example.org', password: PASSWORD },
  'POST /api/users/me/change-password': { currentPassword: PASSWORD, newPassword: 'another long password' },
  'POST /api/users/me/api-keys': { name: 'build', scopes: ['read'] },
  'PUT /api/users/me/provider-keys/:provider': { apiKey: 'a-key-of-sixteen-characters' },
  'POST /api/analyze': QUESTION,
  'POST /api/analyze/stream': QUESTION,
};

describe('the document', () => {
  test('describes every route of the registry, and no other', () => {
    const registered = ROUTES.map(({ method, path }) => `${method} ${path}`);

    expect(documentedRoutes().toSorted()).toStrictEqual(registered.toSorted());
  });

  test('has an operation for every route of the registry', async () => {
    await using server = await mockApp();

    const { body } = await request(server.app).get('/openapi.json');

    const operations = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(body.openapi).toBe('3.1.0');
    expect(operations.toSorted()).toStrictEqual(documentedRoutes().toSorted());
  });

  test('refers to nothing that it does not have', async () => {
    await using server = await mockApp();

    const { body, text } = await request(server.app).get('/openapi.json');

    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
    const names = Object.values<{ operationId: string }>(Object.assign({}, ...Object.values<object>(body.paths)));
    expect(references.filter((name) => body.components.schemas[name] === undefined)).toStrictEqual([]);
    expect(names.every(({ operationId }) => /^[a-z][A-Za-z]+$/.test(operationId))).toBe(true);
  });

  test('is a page too, which may load nothing', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/docs');

    expect(response.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.text).toContain('/api/analyses/{id}/events');
    expect(response.text).not.toMatch(/<script|<link|<img|https?:\/\/(?!www)/);
  });
});

/** The modes in which every answer is looked at. Without a database, real mode says that it was not run. */
const MODES: readonly (readonly [mode: string, start: (() => Promise<TestApp>) | null])[] = [
  ['mock mode', () => mockApp()],
  TEST_DATABASE_URL === undefined
    ? ['real mode (not run: ULTRA_TEST_DATABASE_URL is not set)', null]
    : ['real mode', () => realApp(TEST_DATABASE_URL ?? '')],
];

describe.each(MODES)('every answer in %s', (_mode, begin) => {
  const start = begin ?? (() => mockApp());

  test.skipIf(begin === null).each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'of %s is as described',
    async (_name, route) => {
      await using server = await start();
      const account = await signUp(server);
      const ids = { analysis: await analysisFor(route, server, account), key: await serviceKey(server, account) };

      const answers = [
        await send(server, route, { path: filled(route, ids), token: account.accessToken, account }),
        await send(server, route, { path: filled(route, { analysis: UNKNOWN, key: UNKNOWN }), token: null, account }),
        await send(server, route, { path: filled(route, { analysis: 'x', key: 'x' }), token: 'x.y.z', account }),
        await send(server, route, { path: filled(route, ids), token: account.accessToken, account, body: { no: 1 } }),
      ];

      expect(answers.flatMap((answer) => deviations(route, answer))).toStrictEqual([]);
      expect(answers.some(({ status }) => status in documentOf(route).answers)).toBe(true);
    },
  );
});

interface Sent {
  readonly path: string;
  readonly token: string | null;
  readonly account: Account;
  readonly body?: object;
}

async function send({ app }: TestApp, { method, path: pattern }: Route, { path, token, account, body }: Sent) {
  const verb = ({ GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const)[method];
  const call = request(app)[verb](path);
  const accepted =
    pattern === '/api/auth/refresh' ? { refreshToken: account.refreshToken } : BODIES[`${method} ${pattern}`];
  const sent = token === null ? call : call.auth(token, { type: 'bearer' });
  return accepted === undefined ? await sent : await sent.send(body ?? accepted);
}

function filled({ path }: Route, ids: { readonly analysis: string; readonly key: string }): string {
  return path
    .replace(':service', 'database')
    .replace(':provider', 'openai')
    .replace(':id', path.includes('api-keys') ? ids.key : ids.analysis);
}

/** The id of one that this route can show. */
async function analysisFor({ path }: Route, server: TestApp, account: Account): Promise<string> {
  return path.endsWith('/events')
    ? String(eventsOf((await analyzeStream(server, account)).text)[0]?.data['analysisId'])
    : (await analyze(server, account)).body.id;
}

async function serviceKey({ app }: TestApp, { accessToken }: Account): Promise<string> {
  const response = await request(app)
    .post('/api/users/me/api-keys')
    .auth(accessToken, { type: 'bearer' })
    .send({ name: 'first', scopes: ['read'] });
  await request(app)
    .put('/api/users/me/provider-keys/openai')
    .auth(accessToken, { type: 'bearer' })
    .send({ apiKey: 'a-key-of-sixteen-characters' });
  return response.body.id;
}

/** In words, what an answer has that its description has not. */
function deviations(route: Route, response: request.Response): readonly string[] {
  const { status, body, text } = response;
  const type = (response.get('content-type') ?? '').split(';')[0];
  const where = `${route.method} ${route.path} ${status}`;
  const answer = documentOf(route).answers[status];
  if (answer === undefined) {
    const code: ProblemCode = body.code;
    const isKnown = problemsOf(route).includes(code) && PROBLEMS[code].status === status;
    return isKnown ? invalid(PROBLEM, body, where) : [`${where}: ${code}`];
  }
  if (answer === 'empty') {
    return text === '' ? [] : [`${where}: a body`];
  }
  if ('mediaType' in answer) {
    return type === answer.mediaType ? [] : [`${where}: ${type}`];
  }
  return type === 'application/json' ? invalid(answer, body, where) : [`${where}: ${type}`];
}

function invalid(schema: z.ZodType, body: unknown, where: string): readonly string[] {
  const result = schema.safeParse(body);
  return result.success ? [] : [`${where}: ${result.error.message}`];
}
