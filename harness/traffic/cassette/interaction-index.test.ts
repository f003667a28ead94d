import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { decodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { getKey, InteractionIndex } from './interaction-index.ts';

test('answers equal requests in the order of recording, each once', () => {
  const [first, second] = [chatInteraction('hi', { answer: 'first' }), chatInteraction('hi', { answer: 'second' })];
  const index = new InteractionIndex([first, chatInteraction('other'), second]);

  const taken = [1, 2, 3].map(() => index.take(getKey(first)));

  expect(taken).toEqual([first, second, null]);
});

test('does not mind the order of different requests', () => {
  const [first, second] = [chatInteraction('one'), chatInteraction('two')];
  const index = new InteractionIndex([first, second]);

  const taken = [index.take(getKey(second)), index.take(getKey(first))];

  expect(taken).toEqual([second, first]);
});

test('knows what was not played', () => {
  const [first, second] = [chatInteraction('one'), chatInteraction('two')];
  const index = new InteractionIndex([first, second]);

  index.take(getKey(first));

  expect(index.unplayed).toEqual([second]);
});

describe('ids that were made up for one run', () => {
  const withIds = (prompt: string, answer = 'a') => chatInteraction(prompt, { answer });
  const requestOf = (interaction: Interaction) => {
    const { method, url, body } = interaction.request;
    return { method, url, body: decodeBody(body), key: getKey(interaction) };
  };
  const [first, second] = ['018f3f5e-7b1c-7d50-8f4f-000000000001', '018f3f5e-7b1c-7d50-8f4f-000000000002'];
  const [other, another] = ['018f3f5e-7b1c-7d50-8f4f-00000000000a', '018f3f5e-7b1c-7d50-8f4f-00000000000b'];

  test.each([
    ['UUIDs', first, other],
    ['ids of OpenAI tool calls', 'call_abcdefgh12345678', 'call_hgfedcba87654321'],
    ['ids of Anthropic tool uses', 'toolu_01A09q90qw90lq917835lq9', 'toolu_01T1x1fJ34qAmk2tNTrN7Up6'],
    ['instants', '2026-01-02T03:04:05.678Z', '2026-11-24T19:29:04Z'],
  ])('do not hinder a match: %s', (_name, recorded, actual) => {
    const index = new InteractionIndex([withIds(`see ${recorded} and ${recorded}`)]);

    const match = index.match(requestOf(withIds(`see ${actual} and ${actual}`)));

    expect(match).toMatchObject({ reason: 'linked ids' });
  });

  test('count for the places where they are equal', () => {
    const index = new InteractionIndex([withIds(`see ${first} and ${first}`)]);

    const match = index.match(requestOf(withIds(`see ${other} and ${another}`)));

    expect(match).toBeNull();
  });

  test('do not come before the exact request', () => {
    const index = new InteractionIndex([withIds(`see ${first}`), withIds(`see ${second}`)]);

    const match = index.match(requestOf(withIds(`see ${second}`)));

    expect(match).toEqual({ interaction: withIds(`see ${second}`), reason: 'exact' });
  });

  test('hold a conversation together over its turns', () => {
    const [x1, y1] = [withIds(`start ${first}`, 'x1'), withIds(`start ${second}`, 'y1')];
    const [x2, y2] = [withIds(`go on ${first}`, 'x2'), withIds(`go on ${second}`, 'y2')];
    const index = new InteractionIndex([x1, y1, x2, y2]);

    const prompts = [`start ${other}`, `start ${another}`, `go on ${another}`, `go on ${other}`];
    const matches = prompts.map((prompt) => index.match(requestOf(withIds(prompt))));

    expect(matches.map((match) => match?.interaction)).toEqual([x1, y1, y2, x2]);
  });

  test('let a refusal and the answer to the second try stay one sequence', () => {
    const refused = withIds(`try ${first}`, 'busy');
    const index = new InteractionIndex([refused, withIds(`try ${first}`, 'done')]);

    const matches = [1, 2, 3].map(() => index.match(requestOf(withIds(`try ${other}`))));

    expect(matches.map((match) => match?.interaction)).toEqual([refused, withIds(`try ${first}`, 'done'), undefined]);
  });
});

test('any order of the requests gets each request its own answers, in the order of recording', () => {
  const tape = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
  const property = fc.property(
    tape.chain((prompts) =>
      fc.tuple(fc.constant(prompts), fc.shuffledSubarray(prompts, { minLength: prompts.length })),
    ),
    ([recorded, asked]) => {
      const index = new InteractionIndex(
        recorded.map((prompt, position) => chatInteraction(prompt, { answer: `${prompt}${position}` })),
      );

      const answers = asked.map((prompt) => index.take(getKey(chatInteraction(prompt))));

      for (const prompt of new Set(recorded)) {
        const own = recorded.flatMap((one, position) => (one === prompt ? [`${prompt}${position}`] : []));
        const got = answers.filter((_, position) => asked[position] === prompt);
        expect(got).toEqual(own.map((answer) => chatInteraction(prompt, { answer })));
      }
      expect(index.unplayed).toEqual([]);
    },
  );

  fc.assert(property, { numRuns: 200 });
});
