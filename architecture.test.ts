import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from './harness/channels/channels.ts';

const ROOT = dirname(fileURLToPath(import.meta.url));

/**
 * The arrows: what each folder may import of ours, beside itself. The first prefix that fits a file decides. A new arrow
 * is a decision, and is made here.
 */
const MAY_IMPORT: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['server', []], // its inner arrows: server/architecture.test.ts
  ['harness/containers.ts', ['containers/api.ts']], // the one door through which two workspaces become one package
  ['harness', []],
  ['containers', ['harness/api.ts']],
  ['suites', ['harness/api.ts']],
  ['parity', ['server', 'containers/api.ts', 'harness/api.ts']],
  ['parity.config.ts', ['parity', 'containers/api.ts', 'harness/api.ts']],
  ['examples', ['harness/api.ts', 'containers/api.ts']],
  ['bench', ['server', 'containers', 'harness']],
  ['scripts', ['containers', 'harness', 'server/main.ts']],
  ['vitest.config.ts', ['harness']],
  ['architecture.test.ts', ['harness/channels']],
  ['documentation.test.ts', ['harness/channels', 'scripts/what-is-compared.ts']],
  ['deployment.test.ts', []],
  ['guides.test.ts', []],
];

/** The names of our packages, and the file that each stands for. */
const FRONT_DOORS: Readonly<Record<string, string>> = {
  'ultra-parity': 'harness/api.ts',
  'ultra-parity/containers': 'containers/api.ts',
  'ultra-parity/vitest': 'harness/run/vitest-projects.ts',
  'ultra-parity-containers': 'containers/api.ts',
};

/** Only these may read the environment, the clock or chance: entry points, adapters, and the roots of a run. */
const MAY_BE_AMBIENT = [
  'server/', // server/architecture.test.ts
  'harness/cli/main.ts',
  'harness/scenario/scenario.ts',
  'harness/prove/bench/worker.ts',
  'harness/run/vitest-global-setup.ts',
  'harness/testing/', // only tests use it
  'containers/',
  'examples/',
  'suites/mutants/', // the text of a bug
  'scripts/',
  'bench/',
];

const AMBIENT = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bprocess\.env\b/;

const files = globSync('**/*.ts', {
  cwd: ROOT,
  exclude: ['**/node_modules/**', '.parity/**', 'coverage/**', 'dist/**'],
});
const sources = files.filter((file) => !file.endsWith('.d.ts'));
const production = sources.filter((file) => !/\.(test|contract)\.ts$/.test(file));

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Static, side-effect and dynamic imports of our own files, as paths from the root. */
function listImports(file: string): Import[] {
  const text = readFileSync(resolve(ROOT, file), 'utf8');
  const specifiers = [
    ...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)['"]((?:\.{1,2}\/|#|ultra-parity)[^'"]*)['"]/g),
  ];
  return specifiers.map(([, specifier = '']) => ({ from: file, to: resolveImport(specifier, file) }));
}

function resolveImport(specifier: string, file: string): string {
  return (
    FRONT_DOORS[specifier] ??
    (specifier.startsWith('#') ? specifier.slice(1) : relative(ROOT, resolve(ROOT, dirname(file), specifier)))
  );
}

function ruleFor(file: string) {
  return MAY_IMPORT.find(([folder]) => file === folder || file.startsWith(`${folder}/`));
}

function isAllowed({ from, to }: Import): boolean {
  const [folder, allowed] = ruleFor(from) ?? [];
  if (folder === undefined || allowed === undefined) {
    return false;
  }
  return [folder, ...allowed].some((target) => to === target || to.startsWith(`${target}/`));
}

const describeImport = ({ from, to }: Import) => `${from} -> ${to}`;

describe('arrows', () => {
  test('every file lies in a folder that the table knows', () => {
    expect(sources.filter((file) => ruleFor(file) === undefined)).toEqual([]);
  });

  test('production code imports only what its folder may', () => {
    expect(
      production
        .flatMap(listImports)
        .filter((one) => !isAllowed(one))
        .map(describeImport),
    ).toEqual([]);
  });

  test('the inside of the server is known to the roots of a parity run and to its measurement alone', () => {
    const outsiders = production
      .flatMap(listImports)
      .filter(
        ({ from, to }) => to.startsWith('server/') && !/^(server|parity|bench)\//.test(from) && to !== 'server/main.ts',
      );

    expect(outsiders.map(describeImport)).toEqual([]);
  });

  test.each([
    ['a server that knows the harness', { from: 'server/app.ts', to: 'harness/judge/judge.ts' }],
    ['a harness that knows Postgres', { from: 'harness/run/run-parity.ts', to: 'containers/postgres/connection.ts' }],
    ['a scenario that knows the inside of the harness', { from: 'suites/a.scenario.ts', to: 'harness/judge/judge.ts' }],
    ['a target that knows the inside of the containers', { from: 'parity/a.ts', to: 'containers/free-port.ts' }],
    ['a scenario that knows the server', { from: 'suites/health/health.scenario.ts', to: 'server/app.ts' }],
  ])('%s would be found', (_, shortcut) => {
    expect(isAllowed(shortcut)).toBe(false);
  });
});

describe('ambient state', () => {
  test('the environment, the clock and chance are arguments everywhere but at the edges', () => {
    const inner = production.filter((file) => !MAY_BE_AMBIENT.some((edge) => file.startsWith(edge)));

    expect(inner.filter((file) => AMBIENT.test(readFileSync(resolve(ROOT, file), 'utf8')))).toEqual([]);
  });
});

describe('channels', () => {
  const names = CHANNELS.map(({ name }) => name).join('|');
  /** A case, a comparison, a place, or a list of names. */
  const literals = new RegExp(
    `case '(?:${names})':|[=!]== '(?:${names})'|\\bchannel: '(?:${names})'|'(?:${names})',\\s*'(?:${names})'`,
  );
  const decides = (text: string) => literals.test(text);

  test('only the files of the channels know them by name', () => {
    const others = production.filter((file) => /^harness\/(?!channels\/|testing\/)/.test(file));

    expect(others.filter((file) => decides(readFileSync(resolve(ROOT, file), 'utf8')))).toEqual([]);
  });

  test.each([
    ['a switch', "switch (channel) {\n  case 'db':"],
    ['a comparison', "if (channel === 'http') {"],
    ['a list', "const ORDER = ['start',\n  'http'];"],
    ['a place', "divergence({ channel: 'calls', pointer })"],
  ])('%s would be found', (_, text) => {
    expect(decides(text)).toBe(true);
  });
});
