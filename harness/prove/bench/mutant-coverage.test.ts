import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleMutant, sampleProject } from '../../testing/prove/sample-project.ts';
import { findProbes, MutantCoverage } from './mutant-coverage.ts';

test('probes lie where an edit begins, where it begins and ends to differ, and where it ends', async () => {
  await using project = await sampleProject([]);
  const code = await readFile(join(project.root, 'server.ts'), 'utf8');
  const mutant = sampleMutant('C01', "hello: 'you', mood }", "hello: 'me', mood }");

  const [found] = await findProbes([mutant], project.request.config);

  const texts = found?.probes.map(({ offset }) => code.slice(offset, offset + 3)) ?? [];
  expect(texts.slice(0, 3)).toEqual(['hel', 'you', "', "]);
  expect(texts[3]).toMatch(/^\}/);
});

test('an edit that only adds has its probe where it adds', async () => {
  await using project = await sampleProject([]);
  const code = await readFile(join(project.root, 'server.ts'), 'utf8');

  const [found] = await findProbes(
    [sampleMutant('C01', 'status: number', 'status: number | string')],
    project.request.config,
  );

  expect(found?.probes.map(({ offset }) => code.slice(offset - 6, offset))).toContain('number');
});

const probe = { path: '/server.ts', offset: 1 };

test('a mutant may change the cells that run one of its probes', () => {
  const cells = [['a one'], ['b one'], ['c one']];
  const coverage = new MutantCoverage(
    [
      { mutant: 'C01', probes: [probe, probe] },
      { mutant: 'C02', probes: [probe] },
    ],
    (index) => cells[index] ?? [],
  );

  expect(['a one', 'b one', 'c one'].map((cell) => coverage.mayChange('C01', cell))).toEqual([true, true, false]);
  expect(['a one', 'b one', 'c one'].map((cell) => coverage.mayChange('C02', cell))).toEqual([false, false, true]);
});

test('a mutant with a probe that no cell is seen to run may change all of them', () => {
  const coverage = new MutantCoverage([{ mutant: 'C01', probes: [probe, probe] }], (index) =>
    index === 0 ? ['a one'] : [],
  );

  expect(coverage.mayChange('C01', 'b one')).toBe(true);
});
