import { expect, test } from 'vitest';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { minimise } from './minimise.ts';
import { simplify } from './simplify.ts';

test('a list shrinks to the items that it takes to fail, in few tries', async () => {
  let tries = 0;
  const items = Array.from({ length: 32 }, (_, index) => index);

  const smallest = await minimise(items, async (some) => {
    tries += 1;
    return some.includes(3) && some.includes(9);
  });

  expect(smallest).toEqual([3, 9]);
  expect(tries).toBeLessThan(24);
});

test('a list of one stays', async () => {
  expect(await minimise([1], async () => true)).toEqual([1]);
});

test('calls lose the headers, parameters and properties that it does not take to fail', async () => {
  const calls: GeneratedRequest[] = [
    { call: 'GET /notes', query: { limit: 1, cursor: 'a' }, headers: { 'x-a': 'one' } },
    { call: 'POST /notes', access: 'ada', json: { text: 'tea', title: 'Tea', pinned: true } },
  ];

  const simplest = await simplify(calls, async (some) => {
    const [first, second] = some;
    const json = second?.json as Record<string, unknown> | undefined;
    return first?.query?.['limit'] === 1 && json?.['title'] === 'Tea';
  });

  expect(simplest).toEqual([
    { call: 'GET /notes', query: { limit: 1 } },
    { call: 'POST /notes', access: 'ada', json: { title: 'Tea' } },
  ]);
});
