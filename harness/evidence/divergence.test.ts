import { describe, expect, test } from 'vitest';
import { assignUniqueIds, type Divergence, divergence } from './divergence.ts';

function diverge(step: string, field: string): Divergence {
  return divergence(
    { scenario: 'a/b', step, targets: ['mock', 'real'], channel: 'http' },
    { pointer: `/response/body/${field}`, kind: 'value', left: 1, right: 2 },
  );
}

const getIds = (divergences: readonly Divergence[]) => divergences.map(({ id }) => id);

describe('the ids of divergences', () => {
  test('are unique for a hundred divergences in one place', () => {
    const hundred = Array.from({ length: 100 }, () => diverge('GET /a', 'x'));

    const ids = getIds(assignUniqueIds(hundred));

    expect(new Set(ids).size).toBe(100);
    expect(getIds(assignUniqueIds(hundred))).toEqual(ids);
  });

  test('stay as they are where another place diverges too', () => {
    const [one, other] = [diverge('GET /a', 'x'), diverge('GET /b', 'x')];

    expect(getIds(assignUniqueIds([other, one, other]))).toContain(one.id);
    expect(getIds(assignUniqueIds([one]))).toEqual([one.id]);
  });

  test('are those of the places where each place diverges once', () => {
    const all = ['x', 'y', 'z'].map((field) => diverge('GET /a', field));

    expect(assignUniqueIds(all)).toEqual(all);
  });
});
