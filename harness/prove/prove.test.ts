import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProofProblem } from '../evidence/find-proof-problem.ts';
import { loadEvidence } from '../evidence/folder.ts';
import { sampleMutant, sampleProject } from '../testing/prove/sample-project.ts';
import { MutantStale } from './mutant/apply-edits.ts';
import { MutantsMissing } from './mutant/load-mutants.ts';
import { prove } from './prove.ts';

const ALL = { only: undefined, shard: undefined };
const SLOW_MS = 300_000;

test('tells a mutant that is noticed from one that is not, one that breaks the process and one that breaks the module', {
  timeout: SLOW_MS,
}, async () => {
  await using project = await sampleProject([
    sampleMutant('C01', "'you'", "'me'"),
    sampleMutant('C02', 'a note', 'another note'),
    sampleMutant('C03', 'const status: number = 200;', 'const status: number = process.exit(3);'),
    sampleMutant('C04', 'export function serve', "throw new Error('no'); export function serve"),
    sampleMutant('C05', 'number = 200', 'number = 201'),
  ]);
  const before = await readFile(join(project.root, 'server.ts'), 'utf8');

  const proof = await prove(project.request, ALL);

  expect(proof.mutants.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['C01', 'killed'],
    ['C02', 'survived'],
    ['C03', 'inconclusive'],
    ['C04', 'inconclusive'],
    ['C05', 'killed-elsewhere'],
  ]);
  expect(proof).toMatchObject({
    exitCode: 2,
    falsePositives: 0,
    tiers: { C: { total: 5, killed: 1 } },
    smokeSet: ['greeting/greets'],
    kills: { 'greeting/greets': ['C01'] },
    ablation: { scenarios: [{ scenario: 'greeting/greets', lost: ['C01'] }] },
  });
  expect(proof.controls.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['unmutated', 'quiet'],
    ['A/A-one', 'quiet'],
    ['A/A-two', 'quiet'],
  ]);
  expect(proof.reasons.join('\n')).toMatch(/C03 is inconclusive: .*took its process down/);
  await expect(readFile(join(project.root, 'server.ts'), 'utf8')).resolves.toBe(before);
  expect(findProofProblem(proof)).toBeUndefined();
});

test.each(['Z*', '{Z01,Z02}'])(
  'refuses %s, which no mutant and no rule of the comparison answers to',
  {
    timeout: SLOW_MS,
  },
  async (only) => {
    await using project = await sampleProject([sampleMutant('C01', "'you'", "'me'")]);

    const proof = prove(project.request, { only, shard: undefined });

    await expect(proof).rejects.toThrow(MutantsMissing);
    await expect(readFile(join(project.request.out, 'proof.json'), 'utf8')).rejects.toThrow('ENOENT');
  },
);

test('carries an edit of what is no module in a copy of the project, and leaves neither a copy nor an edit behind', {
  timeout: SLOW_MS,
}, async () => {
  await using project = await sampleProject([
    sampleMutant('C01', 'cheerful', 'gloomy', 'mood.txt'),
    sampleMutant('C02', 'cheerful', 'cheerful', 'mood.txt'),
  ]);

  const proof = await prove(project.request, { only: 'C0*', shard: undefined });

  expect(proof.mutants.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['C01', 'killed'],
    ['C02', 'survived'],
  ]);
  const { transcripts } = await loadEvidence(join(project.request.out, 'C01'));
  expect(transcripts.map(({ target }) => target).toSorted()).toEqual(['one', 'two']);
  await expect(readFile(join(project.root, 'mood.txt'), 'utf8')).resolves.toBe('cheerful');
  await expect(readdir(join(project.root, '.parity/copies'))).resolves.toEqual([]);
});

test('says of a copy that cannot be made ready why nothing was seen in it', { timeout: SLOW_MS }, async () => {
  const broken = sampleMutant('C01', '"type": "module"', '"type": ', 'package.json');
  await using project = await sampleProject([broken]);

  const proof = await prove(project.request, { only: 'C01', shard: undefined });

  expect(proof.mutants).toMatchObject([{ id: 'C01', outcome: 'inconclusive' }]);
  expect(proof.reasons).toEqual([
    expect.stringMatching(/^C01 is inconclusive: With C01, the targets could not be prepared: /),
  ]);
});

test('leaves the evidence of a mutant as that of any run, with what the unchanged target did', {
  timeout: SLOW_MS,
}, async () => {
  await using project = await sampleProject([sampleMutant('C01', "'you'", "'me'")]);

  const proof = await prove(project.request, { only: 'C01', shard: undefined });

  const { manifest, transcripts } = await loadEvidence(join(project.request.out, 'C01'));
  expect(manifest.scenarios).toHaveLength(1);
  expect(transcripts.map(({ target }) => target).toSorted()).toEqual(['one', 'two']);
  expect(proof.scope).toEqual({ mutants: 'C01', shard: null, scenarios: 1 });
  expect(JSON.parse(await readFile(join(project.request.out, 'proof.json'), 'utf8'))).toEqual(proof);
});

test('refuses a stale edit before anything is run', { timeout: SLOW_MS }, async () => {
  await using project = await sampleProject([sampleMutant('C01', 'a text that is gone', '')]);

  await expect(prove(project.request, ALL)).rejects.toThrow(MutantStale);
  await expect(readFile(join(project.request.out, 'proof.json'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('refuses a glob that no mutant matches', { timeout: SLOW_MS }, async () => {
  await using project = await sampleProject([sampleMutant('C01', "'you'", "'me'")]);

  await expect(prove(project.request, { only: 'H99', shard: undefined })).rejects.toThrow(MutantsMissing);
});

test('does not call a mutant survived that none of the targets carries', { timeout: SLOW_MS }, async () => {
  await using project = await sampleProject([{ ...sampleMutant('C01', "'you'", "'me'"), targets: ['three'] }]);

  const proof = await prove(project.request, { only: 'C01', shard: undefined });

  const why = 'None of these targets carries it: it is seeded in three.';
  expect(proof.mutants).toMatchObject([{ outcome: 'inconclusive', why }]);
});
