import { expect, test } from 'vitest';
import { measureFirewall, type Tally } from '../../testing/secrets/measure-firewall.ts';

/** Each shape in each of the carriers once; `node bench/secrets/main.ts` makes more. */
const measured = measureFirewall({ seed: 20_261_201, each: 20 });

const sum = (tallies: readonly Tally[], part: 'total' | 'hits') =>
  tallies.reduce((total, tally) => total + tally[part], 0);

test('finds 99 of 100 planted secrets, and half of each shape', () => {
  const { secrets } = measured;

  const missed = secrets.filter(({ hits, total }) => hits < total / 2);

  expect(secrets.length).toBeGreaterThanOrEqual(40);
  expect(missed).toEqual([]);
  expect(sum(secrets, 'hits')).toBeGreaterThanOrEqual(0.99 * sum(secrets, 'total'));
});

test('takes at most one of 100 harmless look-alikes for a secret', () => {
  const { lookAlikes } = measured;

  const alarms = lookAlikes.filter(({ hits }) => hits > 0);

  expect(sum(alarms, 'hits')).toBeLessThanOrEqual(0.01 * sum(lookAlikes, 'total'));
});
