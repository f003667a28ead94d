import { expect, test } from 'vitest';
import { chatInteraction } from './cassette-fixture.ts';
import { InteractionIndex, keyOf } from './interaction-index.ts';

test('answers equal requests in the order of recording, each once', () => {
  const [first, second] = [chatInteraction('hi', { answer: 'first' }), chatInteraction('hi', { answer: 'second' })];
  const index = new InteractionIndex([first, chatInteraction('other'), second]);

  const taken = [1, 2, 3].map(() => index.take(keyOf(first)));

  expect(taken).toEqual([first, second, null]);
});

test('does not mind the order of different requests', () => {
  const [first, second] = [chatInteraction('one'), chatInteraction('two')];
  const index = new InteractionIndex([first, second]);

  const taken = [index.take(keyOf(second)), index.take(keyOf(first))];

  expect(taken).toEqual([second, first]);
});

test('knows what was not played', () => {
  const [first, second] = [chatInteraction('one'), chatInteraction('two')];
  const index = new InteractionIndex([first, second]);

  index.take(keyOf(first));

  expect(index.unplayed).toEqual([second]);
});
