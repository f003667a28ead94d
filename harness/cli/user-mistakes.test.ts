import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProject, scenarioFile, type TemporaryProject } from '../testing/run/temporary-project.ts';

const SLOW_MS = 120_000;

const SCENARIOS = { 'scenarios/a.scenario.ts': scenarioFile(['asks', `await client.get('/');`]) };

interface TargetTexts {
  readonly real?: string;
  /** Further members of the configuration. */
  readonly more?: string;
  /** Stands before it. */
  readonly before?: string;
}

const APP = `app: (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')`;

/** A configuration with a target `mock` that works, and another one. */
function configure({
  real = `inProcess(() => ({ ${APP}, witness: () => ({ name: 'real' }) }))`,
  more = '',
  before = '',
}: TargetTexts) {
  return {
    ...SCENARIOS,
    'parity.config.ts': `import { inProcess } from 'HARNESS/targets/in-process.ts';
${before}
export default {
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  rules: [],
  ${more}
  targets: {
    mock: inProcess(() => ({ ${APP} }), { traffic: 'scripted' }),
    real: ${real},
  },
};
`,
  };
}

type Files = Readonly<Record<string, string>>;
type Spoil = (project: TemporaryProject) => Promise<unknown>;

describe('a mistake of the user before the run is exit 78 with its message and the next step', () => {
  test.each<[string, Files, Spoil | undefined, code: string, said: RegExp]>([
    [
      'no configuration',
      SCENARIOS,
      ({ root }) => rm(join(root, 'parity.config.ts')),
      'PARITY_CONFIG_INVALID',
      /There is no configuration .*parity\.config\.ts\.\n.*parity init/,
    ],
    [
      'a configuration that does not parse',
      { 'parity.config.ts': 'export default {' },
      undefined,
      'PARITY_CONFIG_INVALID',
      /cannot be loaded/,
    ],
    [
      'a configuration that throws',
      { 'parity.config.ts': `\nthrow new Error('no such key');` },
      undefined,
      'PARITY_CONFIG_INVALID',
      /no such key \(parity\.config\.ts:2\)/,
    ],
    [
      'a configuration that imports what is not there',
      { 'parity.config.ts': `import './apps.ts';` },
      undefined,
      'PARITY_CONFIG_INVALID',
      /Cannot find module .*apps\.ts/,
    ],
    [
      'modules in a CommonJS project',
      { ...configure({}), 'package.json': '{ "type": "commonjs" }' },
      undefined,
      'PARITY_CONFIG_INVALID',
      /"type": "module"/,
    ],
    [
      'prepare() that throws',
      configure({ real: `{ traffic: 'recorded', prepare: async () => { throw new Error('migration 3 failed'); } }` }),
      undefined,
      'PARITY_TARGET_UNPREPARED',
      /target real failed: migration 3 failed \(parity\.config\.ts:\d+\)/,
    ],
    [
      'prepare() that throws no error',
      configure({ real: `{ traffic: 'recorded', prepare: async () => { throw 'out of luck'; } }` }),
      undefined,
      'PARITY_TARGET_UNPREPARED',
      /out of luck/,
    ],
    [
      'an OpenAPI document that does not parse',
      configure({ more: `coverage: { openapi: async () => JSON.parse('{') },` }),
      undefined,
      'PARITY_PROJECT_FAILED',
      /JSON.* \(parity\.config\.ts:\d+\)/,
    ],
    [
      'liveKeys() that throws',
      configure({ more: `liveKeys: () => { throw new RangeError('which keys?'); },` }),
      undefined,
      'PARITY_PROJECT_FAILED',
      /which keys\? \(parity\.config\.ts:\d+\)/,
    ],
    [
      'a file where the evidence goes',
      configure({}),
      ({ root }) => writeFile(join(root, '.parity'), ''),
      'PARITY_SYSTEM_REFUSED',
      /\.parity/,
    ],
    [
      'two scenarios of one id',
      { ...SCENARIOS, 'scenarios/a.scenario.js': scenarioFile(['asks', '']) },
      undefined,
      'PARITY_SCENARIO_DUPLICATE',
      /"asks" \(scenarios\/a\.scenario\.[jt]s:3\)/,
    ],
  ])('%s', { timeout: SLOW_MS }, async (_, files, spoil, code, said) => {
    await using project = await openProject(files);
    await spoil?.(project);

    const { exitCode, stderr, json } = await project.parity('run');

    expect(exitCode).toBe(78);
    expect(stderr).toContain(code);
    expect(stderr).toMatch(said);
    expect(json).toMatchObject({ exitCode: 78, error: { code, hint: expect.stringMatching(/\w/) } });
  });
});

describe('a mistake of the user in a target is a reason with its message and line', () => {
  test.each<[string, string, said: RegExp]>([
    [
      'a factory that throws',
      `inProcess(() => { throw new Error('no free lunch'); })`,
      /setUp\(\) of the target real failed: no free lunch \(parity\.config\.ts:\d+\)/,
    ],
    [
      'start() that throws',
      `{ traffic: 'recorded', setUp: async () => ({ facts: {}, start: async () => { throw new Error('port taken'); }, [Symbol.asyncDispose]: async () => {} }) }`,
      /start\(\) of the target real failed: port taken/,
    ],
    [
      'tables() that throws',
      `inProcess(() => ({ ${APP}, tables: async () => { throw new Error('no such table: notes'); } }))`,
      /tables\(\) of the target real failed: no such table: notes/,
    ],
    [
      'witness() that throws',
      `inProcess(() => ({ ${APP}, witness: () => { throw new Error('no witness'); } }))`,
      /witness\(\) of the target real failed: no witness/,
    ],
    [
      'close() that throws',
      `inProcess(() => ({ ${APP}, close: async () => { throw new Error('already closed'); } }))`,
      /close\(\) of the target real failed: already closed/,
    ],
    [
      'a setUp() that refuses what is given',
      `inProcess(({ given }) => { if ('lllm' in given) { throw new TypeError('given has no member lllm'); } return { ${APP} }; })`,
      /given has no member lllm \(parity\.config\.ts:\d+\)/,
    ],
  ])('%s', { timeout: SLOW_MS }, async (_, real, said) => {
    const given = `import { scenario } from 'HARNESS/scenario/scenario.ts';\nscenario('asks', { given: { lllm: 1 } }, async ({ client }) => { await client.get('/'); });`;
    await using project = await openProject({ ...configure({ real }), 'scenarios/a.scenario.ts': given });

    const { exitCode, json, stderr } = await project.parity('run');
    const reasons = json.reasons ?? [];

    expect(exitCode).toBe(2);
    expect(reasons.find(({ code }) => code === 'target_failed')?.message).toMatch(said);
    expect(stderr).not.toContain('Run it again');
    expect(stderr).not.toContain('PARITY_INTERNAL');
  });
});

describe('what is no mistake runs', () => {
  test.each<[string, Files]>([
    [
      'scenarios in JavaScript',
      { ...configure({}), 'scenarios/b.scenario.js': scenarioFile(['asks in JavaScript', `await client.get('/');`]) },
    ],
    [
      'a CommonJS application',
      {
        ...configure({
          before: `import { app } from './lib/app.js';`,
          real: `inProcess(() => ({ app, witness: () => ({ name: 'real' }) }))`,
        }),
        'lib/package.json': '{ "type": "commonjs" }',
        'lib/app.js': `exports.app = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');`,
      },
    ],
    [
      'a body 1500 deep',
      configure({
        real: `inProcess(() => ({ ${APP.replace("'{}'", `'['.repeat(1500) + ']'.repeat(1500)`)}, witness: () => ({ name: 'real' }) }))`,
      }),
    ],
  ])('%s', { timeout: SLOW_MS }, async (_, files) => {
    await using project = await openProject(files);

    const { exitCode, json } = await project.parity('run');

    expect(exitCode).toBeLessThan(2);
    expect(json.reasons).toEqual([]);
  });
});
