import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycles } from './testing/find-cycles.ts';

const HARNESS = import.meta.dirname;

/**
 * The rooms of the harness from the bottom up, and what each may import, types included. A room may only name rooms above
 * it in this table. A new arrow is a decision, and is made here.
 */
const ROOMS: readonly (readonly [room: string, mayImport: readonly string[]])[] = [
  ['base', []],
  ['values', ['base']],
  ['openapi', ['base', 'values']],
  ['evidence', ['base', 'values']],
  ['channels', ['base', 'values', 'evidence']],
  ['judge', ['base', 'values', 'openapi', 'evidence', 'channels']],
  ['traffic', ['base', 'values', 'evidence']],
  ['scenario/api', ['values', 'evidence', 'traffic']],
  ['scenario', ['base', 'values', 'evidence', 'channels', 'judge', 'traffic', 'scenario/api']],
  ['targets', ['base', 'values', 'evidence', 'scenario/api']],
  ['run', ['base', 'values', 'openapi', 'evidence', 'channels', 'judge', 'traffic', 'scenario/api', 'scenario']],
  ['prove', ['base', 'values', 'evidence', 'channels', 'judge', 'scenario/api', 'scenario', 'run']],
  [
    'explore',
    ['base', 'values', 'openapi', 'evidence', 'channels', 'judge', 'scenario/api', 'scenario', 'run', 'prove'],
  ],
  ['release', ['base', 'values', 'evidence', 'channels', 'judge']],
  ['report', ['base', 'values', 'evidence', 'channels', 'judge', 'prove']],
  [
    'cli',
    [
      'base',
      'values',
      'evidence',
      'judge',
      'traffic',
      'scenario/api',
      'scenario',
      'run',
      'prove',
      'explore',
      'release',
      'report',
    ],
  ],
  ['api.ts', ['base', 'values', 'evidence', 'traffic', 'scenario/api', 'scenario', 'targets', 'prove', 'explore']],
  ['containers.ts', []],
];

/** Test support may import everything; only tests and test support import it. */
const TESTING = 'testing';

const files = globSync('**/*.ts', { cwd: HARNESS, exclude: ['**/node_modules/**', 'dist/**'] });
const production = files.filter((file) => !file.endsWith('.test.ts') && !file.startsWith(`${TESTING}/`));

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Static, type-only, side-effect and dynamic imports, and modules that are started by their address. */
function listImports(file: string): Import[] {
  const text = readFileSync(join(HARNESS, file), 'utf8');
  const specifiers = text.matchAll(
    /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"]+\.ts)['"]/g,
  );
  return [...specifiers]
    .map(([, specifier = '']) => relative(HARNESS, resolve(HARNESS, dirname(file), specifier)))
    .filter((to) => existsSync(join(HARNESS, to)))
    .map((to) => ({ from: file, to }));
}

function findRoom(file: string): string | undefined {
  const rooms = [TESTING, ...ROOMS.map(([room]) => room)];
  return rooms.find((room) => file === room || file.startsWith(`${room}/`));
}

function isAllowed({ from, to }: Import): boolean {
  const [own, target] = [findRoom(from), findRoom(to)];
  const [, mayImport = []] = ROOMS.find(([room]) => room === own) ?? [];
  return target !== undefined && (target === own || mayImport.includes(target));
}

const describeImport = ({ from, to }: Import) => `${from} -> ${to}`;

function toGraph(imports: readonly Import[], name: (file: string) => string): Map<string, string[]> {
  const arrows = imports
    .map(({ from, to }) => ({ from: name(from), to: name(to) }))
    .filter(({ from, to }) => from !== to);
  const groups = Map.groupBy(arrows, ({ from }) => from);
  return new Map([...groups].map(([from, group]) => [from, [...new Set(group.map(({ to }) => to))]]));
}

describe('the rooms of the harness', () => {
  test('every file lies in a room of the table', () => {
    expect(files.filter((file) => findRoom(file) === undefined && file !== 'architecture.test.ts')).toEqual([]);
  });

  test('a room names only rooms above it', () => {
    const backwards = ROOMS.flatMap(([room, mayImport], index) => {
      const above = ROOMS.slice(0, index).map(([name]) => name);
      return mayImport.filter((name) => !above.includes(name)).map((name) => `${room} -> ${name}`);
    });

    expect(backwards).toEqual([]);
  });

  test('production code imports only what its room may, types included', () => {
    const shortcuts = production.flatMap(listImports).filter((one) => !isAllowed(one));

    expect(shortcuts.map(describeImport)).toEqual([]);
  });

  test.each([
    ['values that know what is stored', { from: 'values/json.ts', to: 'evidence/step.ts' }],
    ['a judge that knows the traffic', { from: 'judge/judge.ts', to: 'traffic/engine/playback.ts' }],
    ['a public type that knows the engine', { from: 'scenario/api/client.ts', to: 'scenario/engine/observer.ts' }],
    ['traffic that knows scenarios', { from: 'traffic/engine/playback.ts', to: 'scenario/api/target.ts' }],
    ['a run that knows the command line', { from: 'run/run-parity.ts', to: 'cli/program.ts' }],
    ['production code that needs test support', { from: 'run/run-parity.ts', to: 'testing/prove/sample-proof.ts' }],
  ])('%s would be found', (_, shortcut) => {
    expect(isAllowed(shortcut)).toBe(false);
  });
});

/** The folder of a file, as far as the architecture tells folders apart: parts of a part belong together. */
function readFolder(file: string): string {
  return dirname(file).split('/').slice(0, 2).join('/');
}

describe('circles', () => {
  test('no folders import each other in a circle', () => {
    const imports = production.flatMap(listImports);

    expect(findCycles(toGraph(imports, readFolder))).toEqual([]);
  });

  test('no files import each other in a circle, types included', () => {
    const imports = files.flatMap(listImports);

    expect(findCycles(toGraph(imports, (file) => file))).toEqual([]);
  });
});
