import { expect, test } from 'vitest';
import { chatInteraction } from '../../../testing/traffic/cassette-fixture.ts';
import { getKey } from '../../cassette/interaction-index.ts';
import { orderExchanges, type RecordedExchange } from './order-exchanges.ts';

function exchange(prompt: string, began: number, ended: number): RecordedExchange {
  const interaction = chatInteraction(prompt);
  return { key: getKey(interaction), began, ended, interaction };
}

test('keeps the order of what ran one after the other', () => {
  const [first, second, third] = [exchange('z', 1, 2), exchange('a', 3, 4), exchange('m', 5, 6)];

  const ordered = orderExchanges([third, first, second]);

  expect(ordered).toEqual([first, second, third]);
});

test('orders what ran at the same time alike, whoever came first', () => {
  const one = orderExchanges([exchange('a', 1, 4), exchange('b', 2, 3), exchange('z', 5, 6)]);
  const other = orderExchanges([exchange('b', 1, 3), exchange('a', 2, 4), exchange('z', 5, 6)]);

  expect(one.map(({ key }) => key)).toEqual(other.map(({ key }) => key));
});

test('keeps the order of equal requests that ran at the same time', () => {
  const [first, second] = [exchange('a', 1, 4), exchange('a', 2, 3)];

  const ordered = orderExchanges([second, first]);

  expect(ordered).toEqual([first, second]);
});
