import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEvidence } from '../run/evidence-folder.ts';
import { MutantStale } from './apply-edits.ts';
import { MutantsMissing } from './load-mutants.ts';
import { prove } from './prove.ts';
import { sampleMutant, sampleProject } from './sample-project.ts';

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
    ['baseline', 'quiet'],
    ['A/A-one', 'quiet'],
    ['A/A-two', 'quiet'],
  ]);
  expect(proof.reasons.join('\n')).toMatch(/C03 is inconclusive: .*took its process down/);
  await expect(readFile(join(project.root, 'server.ts'), 'utf8')).resolves.toBe(before);
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
