import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject, type Json } from '../observe/json.ts';
import type { Transcript } from '../observe/transcript.ts';
import { canonicalise } from './canonicalise.ts';
import { compareTranscripts } from './compare-transcripts.ts';
import { sampleExchange, sampleStep, sampleTranscript } from './sample-transcript.ts';

const uuid = fc.uuid({ version: 4 });
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[a-z ]{0,12}$/), uuid);
const key = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== 'constructor');
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const transcript = fc
  .tuple(
    fc.array(json, { minLength: 1, maxLength: 4 }),
    fc.array(fc.dictionary(key, scalar, { maxKeys: 4, noNullPrototype: true }), { maxLength: 4 }),
  )
  .map(([bodies, rows]) =>
    sampleTranscript({
      steps: bodies.map((body) => sampleStep({ http: sampleExchange({ body }) })),
      tables: { rows },
    }),
  );

const other = (one: Transcript): Transcript => ({ ...one, target: 'real' });

/** The same transcript with every identifier replaced, equal ones by equal ones. */
function renamed(one: Transcript): Transcript {
  const hex = 'fedcba9876543210';
  const text = JSON.stringify(one).replaceAll(
    /\b([0-9a-f]{8}-[0-9a-f]{4})-4([0-9a-f]{3})-([89ab])([0-9a-f]{3}-[0-9a-f]{12})\b/g,
    (_, head: string, mid: string, variant: string, tail: string) => {
      const flip = (part: string) => part.replaceAll(/[0-9a-f]/g, (digit) => hex[Number.parseInt(digit, 16)] ?? digit);
      return `${flip(head)}-4${flip(mid)}-${variant}${flip(tail)}`;
    },
  );
  return JSON.parse(text);
}

/** Every transcript that differs from this one in exactly one scalar of one response that is no identifier. */
function edits(one: Transcript): Transcript[] {
  return one.steps.flatMap((step, index) =>
    editsOf(step.http?.response.body ?? null).map((body) => ({
      ...one,
      steps: one.steps.with(index, sampleStep({ http: sampleExchange({ body }) })),
    })),
  );
}

function editsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => editsOf(item).map((edit) => value.with(index, edit)));
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, item]) => editsOf(item).map((edit) => ({ ...value, [name]: edit })));
  }
  if (typeof value === 'string') return /^[0-9a-f-]{36}$/.test(value) ? [] : [`${value}!`];
  if (typeof value === 'number') return [value + 1];
  return typeof value === 'boolean' ? [!value] : [0];
}

test('a transcript is equivalent to itself', () => {
  fc.assert(
    fc.property(transcript, (one) => {
      expect(compareTranscripts(one, other(one), [])).toEqual([]);
    }),
  );
});

test('the verdict does not depend on the concrete identifiers', () => {
  fc.assert(
    fc.property(transcript, (one) => {
      expect(compareTranscripts(one, other(renamed(one)), [])).toEqual([]);
    }),
  );
});

test('canonicalising is a function of the transcript', () => {
  fc.assert(
    fc.property(transcript, (one) => {
      expect(canonicalise(structuredClone(one), [])).toEqual(canonicalise(one, []));
    }),
  );
});

test('any single change outside identifiers is a divergence', () => {
  fc.assert(
    fc.property(transcript, (one) => {
      for (const edit of edits(one)) expect(compareTranscripts(one, other(edit), [])).not.toEqual([]);
    }),
  );
});

test('comparing is symmetric: the same places, with the sides exchanged', () => {
  fc.assert(
    fc.property(transcript, transcript, (one, two) => {
      const exchange: Record<string, string> = { missing: 'extra', extra: 'missing' };
      const there = compareTranscripts(one, other(two), []).map(({ pointer, kind }) => `${kind} ${pointer}`);
      const back = compareTranscripts(two, other(one), []).map(
        ({ pointer, kind }) => `${exchange[kind] ?? kind} ${pointer}`,
      );

      expect(back.toSorted()).toEqual(there.toSorted());
    }),
  );
});
