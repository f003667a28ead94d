import { expect, test } from 'vitest';
import { sumWitnesses } from './sum-witnesses.ts';

test('numbers are added up, and what all agree on stands alone', () => {
  const total = sumWitnesses([{ llm: { replayed: 2, source: 'live' } }, { llm: { replayed: 3, source: 'live' } }, {}]);

  expect(total).toEqual({ llm: { replayed: 5, source: 'live' } });
});

test('values that differ are listed once each, and null is no value', () => {
  const total = sumWitnesses([{ source: 'stand-in' }, { source: 'live' }, { source: 'live' }, { source: null }]);

  expect(total).toEqual({ source: ['live', 'stand-in'] });
});
