import { describe, expect, test } from 'vitest';
import { CATALOGUE, costUsd, DEFAULT_PARTICIPANTS, findModel, synthesisCandidates } from './models.ts';

describe('models', () => {
  test('has every default participant in the catalogue, one of each provider', () => {
    const providers = DEFAULT_PARTICIPANTS.map((id) => findModel(id)?.provider);

    expect(providers.toSorted()).toStrictEqual(['anthropic', 'google', 'openai']);
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  });

  test.each([
    [[], ['claude-sonnet-4-6', 'gpt-4o']],
    [['gpt-4o'], ['claude-sonnet-4-6', 'gpt-4o']],
    [['claude-sonnet-4-6'], ['gpt-4o', 'claude-sonnet-4-6']],
    [
      ['claude-sonnet-4-6', 'gpt-4o'],
      ['claude-sonnet-4-6', 'gpt-4o'],
    ],
  ])('with participants %j asks %j to write the synthesis', (participants, expected) => {
    const candidates = synthesisCandidates(participants).map(({ id }) => id);

    expect(candidates).toStrictEqual(expected);
  });

  test('prices tokens by the million, to 6 decimals', () => {
    const [mini] = CATALOGUE;

    const cost = mini === undefined ? null : costUsd(mini, { inputTokens: 1_000, outputTokens: 333 });

    expect(cost).toBe(0.00035);
  });
});
