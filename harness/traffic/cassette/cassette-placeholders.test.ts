import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { decodeBody, encodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { hidePlaceholders, revealPlaceholders } from './cassette-placeholders.ts';

const PLACEHOLDERS = { OPENAI_ORG: 'org-of-the-tests', PROJECT: 'project/with+signs', SHORT: 'short' };

function streamed(pieces: readonly string[]): Interaction {
  const interaction = chatInteraction('short, in org-of-the-tests');
  return {
    ...interaction,
    id: 'i-1',
    request: {
      ...interaction.request,
      url: `https://api.openai.com/v1/project%2Fwith%2Bsigns/chat?org=org-of-the-tests`,
      headers: { 'x-org': 'org-of-the-tests' },
    },
    response: { ...interaction.response, body: encodeBody(Buffer.from(pieces.join(''))) },
    chunks: pieces.map((piece) => [1, Buffer.byteLength(piece)] as const),
  };
}

describe('placeholders', () => {
  const cassette = cassetteOf(streamed(['data: "é org-of-', 'the-tests"\n\n', 'data: "project/with+signs!"\n\n']));

  test('stand for the values in the URL, the headers and the bodies', () => {
    const text = JSON.stringify(hidePlaceholders(cassette, PLACEHOLDERS));

    expect(text).not.toMatch(/org-of-the-tests|with(?:\+|%2B)signs/);
    expect(text.match(/\{\{OPENAI_ORG\}\}/g)).toHaveLength(4);
    expect(text).toContain('short');
  });

  test('give the same bytes back, in as many pieces, with a cut inside a value moved to its end', () => {
    const hidden = hidePlaceholders(cassette, PLACEHOLDERS);
    const shown = revealPlaceholders(hidden, PLACEHOLDERS).interactions[0];
    const lengthsOf = (interaction: Interaction | undefined) => interaction?.chunks.map(([, length]) => length);

    expect(shown?.response.body).toEqual(cassette.interactions[0]?.response.body);
    expect(shown?.request.body).toEqual(cassette.interactions[0]?.request.body);
    expect(lengthsOf(shown)).toEqual([26, 3, 29]);
  });

  test('that have no value stay as they are', () => {
    const hidden = hidePlaceholders(cassette, PLACEHOLDERS);

    expect(revealPlaceholders(hidden, {})).toEqual(hidden);
  });

  test('keep body and pieces concurrently, wherever the value is and wherever the pieces are cut', () => {
    const part = fc.constantFrom('org-of-the-tests', 'org-of', 'é', ' text ', 'project/with+signs');
    const property = fc.property(fc.array(part, { minLength: 1 }), fc.array(fc.nat({ max: 200 })), (parts, cuts) => {
      const bytes = Buffer.from(parts.join(''));
      const ends = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
      const chunks = [...ends, bytes.length].map((end, index) => [0, end - (ends[index - 1] ?? 0)] as const);
      const plain = chatInteraction('hi');
      const interaction = { ...plain, response: { ...plain.response, body: encodeBody(bytes) }, chunks };

      const hidden = hidePlaceholders(cassetteOf(interaction), PLACEHOLDERS);
      const shown = revealPlaceholders(hidden, PLACEHOLDERS);

      for (const one of [...hidden.interactions, ...shown.interactions]) {
        const inPieces = one.chunks.reduce((sum, [, length]) => sum + length, 0);
        expect(inPieces).toBe(decodeBody(one.response.body).length);
      }
      expect(shown.interactions[0]?.response.body).toEqual(interaction.response.body);
    });

    fc.assert(property, { numRuns: 200 });
  });
});
