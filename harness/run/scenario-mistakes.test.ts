import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProject, type Said, scenarioFile, type TemporaryProject } from '../testing/run/temporary-project.ts';

const SLOW_MS = 120_000;

const MISTAKES = scenarioFile(
  ['does nothing', ''],
  ['does not await its only request', `client.get('/');`],
  ['does not await one of two requests', `client.get('/');\n  await client.get('/');`],
  ['ignores what a request promises', `void client.get('/').then(() => {});`],
  ['does not read a started request', `await client.start({ method: 'GET', path: '/', untilLlmCalls: 0 });`],
  [
    'expects undefined',
    `const { body } = await client.get('/');\n  (await client.get('/')).expect({ status: body.code });`,
  ],
  ['expects a promise', `(await client.get('/')).expect({ body: Promise.resolve({}) });`],
  ['expects a map', `(await client.get('/')).expect({ body: new Map([['hello', 'me']]) });`],
  ['expects a regular expression', `(await client.get('/')).expect({ body: { hello: /me/ } });`],
  ['expects nothing', `(await client.get('/')).expect({});`],
  [
    'expects after its end',
    `const reply = await client.get('/');\n  setTimeout(() => reply.expect({ status: 500 }), 1);`,
  ],
  ['throws', `await client.get('/');\n  throw new Error('out of luck');`],
  ['states only what the start shows', `start.expect({ outcome: 'listening' });`],
  ['awaits two requests together', `await Promise.all([client.get('/'), client.get('/')]);`],
);

describe('a mistake in a scenario', () => {
  let project: TemporaryProject;
  let said: Said;

  beforeAll(async () => {
    project = await openProject({ 'scenarios/mistakes.scenario.ts': MISTAKES });
    said = await project.parity('run');
  }, SLOW_MS);
  afterAll(() => project[Symbol.asyncDispose]());

  const reasonsFor = (title: string) =>
    (said.json.reasons ?? []).filter(
      ({ scenario, target }) => scenario === `mistakes/${title.replaceAll(' ', '-')}` && target === 'mock',
    );

  test.each<[title: string, code: string, message: RegExp]>([
    ['does nothing', 'nothing_observed', /observed nothing/],
    ['does not await its only request', 'request_not_awaited', /GET \/ was not awaited/],
    ['does not await one of two requests', 'request_not_awaited', /GET \/ was not awaited/],
    ['does not read a started request', 'request_not_awaited', /response\(\) of the started GET \/ was not awaited/],
    ['expects undefined', 'expectation_unreadable', /undefined at \/status/],
    ['expects a promise', 'expectation_unreadable', /a Promise at \/body/],
    ['expects a map', 'expectation_unreadable', /an instance of Map at \/body/],
    ['expects a regular expression', 'expectation_unreadable', /a RegExp at \/body\/hello/],
    ['expects nothing', 'expectation_unreadable', /an empty object/],
    ['throws', 'drive_failed', /out of luck/],
  ])('%s: a fault of its own that names the line', (title, code, message) => {
    const reasons = reasonsFor(title);

    expect(reasons.map((reason) => reason.code)).toContain(code);
    expect(reasons.find((reason) => reason.code === code)?.message).toMatch(message);
    expect(reasons.find((reason) => reason.code === code)?.message).toMatch(
      /\(scenarios\/mistakes\.scenario\.ts:\d+\)/,
    );
  });

  test('names the line of the mistake itself', () => {
    const lines = MISTAKES.split('\n');

    const [reason] = reasonsFor('expects a map');
    const [, line] = /mistakes\.scenario\.ts:(\d+)/.exec(reason?.message ?? '') ?? [];

    expect(lines[Number(line) - 1]).toContain('new Map');
  });

  test.each(['states only what the start shows', 'awaits two requests together'])('%s: no mistake', (title) => {
    expect(reasonsFor(title)).toEqual([]);
  });

  test('makes the run inconclusive', () => {
    expect(said).toMatchObject({ exitCode: 2, json: { verdict: 'inconclusive' } });
  });
});

describe('two scenarios of one id', () => {
  test('are an error that names both places', { timeout: SLOW_MS }, async () => {
    await using project = await openProject({
      'scenarios/a.scenario.ts': scenarioFile(
        ['works', `await client.get('/');`],
        ['works', `await client.get('/a');`],
      ),
    });

    const { exitCode, stderr } = await project.parity('run');

    expect(exitCode).toBe(78);
    expect(stderr).toContain('PARITY_SCENARIO_DUPLICATE');
    expect(stderr).toContain('"works" (scenarios/a.scenario.ts:3) and "works" (scenarios/a.scenario.ts:7)');
  });

  test('in two files are an error as well', { timeout: SLOW_MS }, async () => {
    await using project = await openProject({
      'scenarios/a.scenario.ts': scenarioFile(['works', `await client.get('/');`]),
      'scenarios/a.scenario.js': scenarioFile(['works', `await client.get('/a');`]),
    });

    const { exitCode, stderr } = await project.parity('run');

    expect(exitCode).toBe(78);
    expect(stderr).toMatch(/a\.scenario\.[jt]s:3\) and "works" \(scenarios\/a\.scenario\.[jt]s:3\)/);
  });

  test('are told apart where their titles differ, and in describe blocks', { timeout: SLOW_MS }, async () => {
    const block = (name: string) =>
      `describe('${name}', () => { scenario('works', async ({ client }) => { await client.get('/${name}'); }); });`;
    await using project = await openProject({
      'scenarios/a.scenario.ts': `import { describe } from 'HARNESS/../node_modules/vitest/dist/index.js';\n${scenarioFile(
        ['Shows a note', `await client.get('/1');`],
        ['shows a note!', `await client.get('/2');`],
        ['Показывает', `await client.get('/3');`],
      )}\n${block('one')}\n${block('two')}`,
    });

    const { exitCode, json } = await project.parity('run');

    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ counts: { scenarios: 5 } });
  });
});
