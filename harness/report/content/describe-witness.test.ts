import { describe, expect, test } from 'vitest';
import { describeWitness } from './describe-witness.ts';

describe('describeWitness', () => {
  test('names a thing by its version, and puts what else is known in brackets', () => {
    expect(
      describeWitness({ queue: { provider: 'container', version: '3.1', major: '3', durable: true, image: null } }),
    ).toBe('Queue 3.1 (container, durable)');
  });

  test('counts in words', () => {
    expect(describeWitness({ sessionsOfServer: 12 })).toBe('12 sessions of server');
  });

  test.each([
    [{ sessionsOfServer: 1 }, '1 session of server'],
    [{ processes: 1 }, '1 process'],
    [{ databases: 1, boxes: 1 }, '1 database · 1 box'],
  ])('counts one in words: %j', (witness, text) => {
    expect(describeWitness(witness)).toBe(text);
  });

  test('says from when to when cassettes were recorded', () => {
    const recordedAt = ['2026-11-24T18:47:45.726Z', '2026-11-20T18:47:46.221Z', '2026-11-22T00:00:00.000Z'];

    expect(describeWitness({ llm: { replayed: 84, source: ['live', 'stand-in'], recordedAt } })).toBe(
      '84 LLM calls replayed from cassettes recorded 2026-11-20 to 2026-11-24 against live, stand-in',
    );
  });

  test('says that no call left a target that made none', () => {
    expect(describeWitness({ llm: { replayed: 0, recorded: 0, live: 0, unplayed: 0 } })).toBe('no LLM call left it');
  });

  test('shortens what is long', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

    expect(
      describeWitness({ image: { digest, reason: 'a sentence that nobody needs in one line of a summary' } }),
    ).toBe('Image (digest sha256:0123456789abc...)');
  });

  test('says that a target proved nothing', () => {
    expect(describeWitness({})).toBe('proved nothing about itself');
  });
});
