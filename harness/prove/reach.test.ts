import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleMutant, sampleProject } from '../testing/prove/sample-project.ts';
import { Reach, spotsOf } from './reach.ts';

test('spots lie where an edit begins, where it begins and ends to differ, and where it ends', async () => {
  await using project = await sampleProject([]);
  const code = await readFile(join(project.root, 'server.ts'), 'utf8');
  const mutant = sampleMutant('C01', "hello: 'you', mood }", "hello: 'me', mood }");

  const [found] = await spotsOf([mutant], project.request.config);

  const texts = found?.spots.map(({ offset }) => code.slice(offset, offset + 3)) ?? [];
  expect(texts.slice(0, 3)).toEqual(['hel', 'you', "', "]);
  expect(texts[3]).toMatch(/^\}/);
});

test('an edit that only adds has its spot where it adds', async () => {
  await using project = await sampleProject([]);
  const code = await readFile(join(project.root, 'server.ts'), 'utf8');

  const [found] = await spotsOf(
    [sampleMutant('C01', 'status: number', 'status: number | string')],
    project.request.config,
  );

  expect(found?.spots.map(({ offset }) => code.slice(offset - 6, offset))).toContain('number');
});

const spot = { path: '/server.ts', offset: 1 };

test('a mutant may change the cells that run one of its spots', () => {
  const cells = [['a one'], ['b one'], ['c one']];
  const reach = new Reach(
    [
      { mutant: 'C01', spots: [spot, spot] },
      { mutant: 'C02', spots: [spot] },
    ],
    (index) => cells[index] ?? [],
  );

  expect(['a one', 'b one', 'c one'].map((cell) => reach.mayChange('C01', cell))).toEqual([true, true, false]);
  expect(['a one', 'b one', 'c one'].map((cell) => reach.mayChange('C02', cell))).toEqual([false, false, true]);
});

test('a mutant with a spot that no cell is seen to run may change all of them', () => {
  const reach = new Reach([{ mutant: 'C01', spots: [spot, spot] }], (index) => (index === 0 ? ['a one'] : []));

  expect(reach.mayChange('C01', 'b one')).toBe(true);
});
