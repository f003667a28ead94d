import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS } from '../channels/channels.ts';
import type { AuditEvent } from '../evidence/audit-event.ts';
import type { LlmCall } from '../evidence/llm-call.ts';
import type { Rule } from '../evidence/rule.ts';
import type { Step } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';
import {
  sampleCall,
  sampleExchange,
  sampleStep,
  sampleStream,
  sampleTime,
  sampleTranscript,
} from '../testing/evidence/sample-transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { canonicalise } from './canonicalise.ts';
import { compareTranscripts } from './compare-transcripts.ts';

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

const text = fc.stringMatching(/^[a-z ]{1,12}$/);
const object = fc.dictionary(key, scalar, { maxKeys: 4, noNullPrototype: true });
const call: fc.Arbitrary<LlmCall> = fc
  .tuple(fc.constantFrom('small', 'large'), text, fc.option(fc.integer({ min: 1, max: 9 })), text)
  .map(([model, prompt, maxTokens, apiKey]) => {
    const { request, ...rest } = sampleCall({ model });
    return {
      ...rest,
      key: apiKey,
      request: { ...request, maxTokens, messages: [{ role: 'user' as const, text: prompt }] },
    };
  });
const audit: fc.Arbitrary<AuditEvent> = fc.record({
  event: fc.constantFrom('request', 'login_failed'),
  level: fc.constantFrom('info', 'warn'),
  fields: object,
});
const streamed = fc.record({ event: text, id: fc.constant(null), data: json });
const step: fc.Arbitrary<Step> = fc
  .record({
    body: json,
    stream: fc.array(streamed, { maxLength: 3 }).map((events) => sampleStream(...events)),
    calls: fc.array(call, { maxLength: 2 }),
    audit: fc.array(audit, { maxLength: 3 }),
    channels: fc.record({ mail: json }),
    durationMs: fc.constantFrom(5, 50, 1_500),
  })
  .map(({ body, durationMs, ...seen }) =>
    sampleStep({ ...seen, http: sampleExchange({ body }), time: sampleTime({ durationMs }) }),
  );
const start = fc.record({ code: text, exitCode: fc.nat(), message: text, hint: text });

/** A transcript that says something in every channel. */
const transcript = fc
  .tuple(start, fc.array(step, { minLength: 1, maxLength: 3 }), fc.array(object, { maxLength: 3 }))
  .map(([refusal, steps, rows]) => {
    const started = { label: 'start', start: { outcome: 'refused', ...refusal }, calls: [], expectations: [] } as const;
    return sampleTranscript({ steps: [started, ...steps], tables: { rows }, channels: { mail: rows } });
  });

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

/** Every transcript that differs from this one in exactly one scalar of one channel that is no identifier. */
function edits(one: Transcript, channel: string): Transcript[] {
  const ofSteps = one.steps.flatMap((step, index) =>
    stepEdits(step, channel).map((edit) => ({ ...one, steps: one.steps.with(index, edit) })),
  );
  if (channel !== 'db') {
    return ofSteps;
  }
  return editsOf(JSON.parse(JSON.stringify(one.tables))).map((tables) => revived<Transcript>(one, { tables }));
}

/** What of a step is changed for a channel, and how each change is put back. */
function stepEdits(step: Step, channel: string): Step[] {
  switch (channel) {
    case 'start':
      return partEdits(step, 'start', ['code', 'exitCode', 'message', 'hint']);
    case 'http':
      return editsOf(step.http?.response.body ?? null).map((body) => ({ ...step, http: sampleExchange({ body }) }));
    case 'stream':
      return listEdits(step.stream?.events ?? [], ['event', 'data']).map((events) =>
        revived<Step>(step, { stream: { comments: [], events } }),
      );
    case 'calls':
      return partEdits(step, 'calls', ['model', 'operation', 'request']);
    case 'audit':
      return partEdits(step, 'audit', ['event', 'level', 'fields']);
    case 'time':
      return step.time === undefined ? [] : [{ ...step, time: { ...step.time, durationMs: 60_000 } }];
    default:
      return [];
  }
}

/** Each change of one scalar below the named properties of a part of the step, or of the items that it lists. */
function partEdits(step: Step, part: 'start' | 'calls' | 'audit', names: readonly string[]): Step[] {
  return listEdits(step[part] ?? null, names).map((value) => revived<Step>(step, { [part]: value }));
}

function listEdits(seen: unknown, names: readonly string[]): Json[] {
  const whole: Json = JSON.parse(JSON.stringify(seen));
  const ofObject = (value: Json): Json[] =>
    isJsonObject(value)
      ? names.flatMap((name) => editsOf(value[name] ?? null).map((edit) => ({ ...value, [name]: edit })))
      : [];
  return Array.isArray(whole)
    ? whole.flatMap((item, index) => ofObject(item).map((edit): Json => whole.with(index, edit)))
    : ofObject(whole);
}

function revived<T>(whole: T, change: Readonly<Record<string, Json>>): T {
  return JSON.parse(JSON.stringify({ ...whole, ...change }));
}

function editsOf(value: Json): Json[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => editsOf(item).map((edit) => value.with(index, edit)));
  }
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, item]) => editsOf(item).map((edit) => ({ ...value, [name]: edit })));
  }
  if (typeof value === 'string') {
    return /^[0-9a-f-]{36}$/.test(value) ? [] : [`${value}!`];
  }
  if (typeof value === 'number') {
    return [value + 1];
  }
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

const symbol = fc.oneof(
  fc.constantFrom('<uuid.v4#1>', '<jwt#1>', '<answer:openai/small#1>', '<cost>', '<duration>', '<tokens as reported>'),
  fc.constantFrom(
    '<instant.3.Z +900s>',
    '<target mode>',
    '<epoch>',
    '<iat +900s>',
    '<hash argon2id m=8 salt:4 digest:4>',
  ),
);
const symbolic = fc
  .array(fc.oneof(symbol, text, fc.constantFrom('literal ', '<literal ', '<', '>')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''));
const saying = (body: Json) => sampleTranscript({ steps: [sampleStep({ http: sampleExchange({ body }) })] });

test('no text of a server is taken for a symbol', () => {
  const rules = (['duration', 'gauge', 'input-tokens'] as const).map((as): Rule => {
    return { channel: 'http', pointer: `/response/body/${as}`, as };
  });
  fc.assert(
    fc.property(symbolic, fc.uuid({ version: 4 }), (said, id) => {
      const meant = saying({ duration: 5, gauge: 2, 'input-tokens': 0, id, at: '2026-01-01T00:00:00.000Z' });
      const written = saying({ duration: said, gauge: said, 'input-tokens': said, id: said, at: said });

      const places = compareTranscripts(meant, other(written), rules).map(({ pointer }) => pointer);

      expect(places.length).toBeGreaterThanOrEqual(5);
    }),
  );
});

test('two texts that look like symbols are equal only where they are', () => {
  fc.assert(
    fc.property(symbolic, symbolic, (one, two) => {
      const found = compareTranscripts(saying([one, 'then']), other(saying([two, 'then'])), []);

      expect(found.length > 0).toBe(one !== two);
    }),
  );
});

test.each(CHANNELS.map(({ name }) => name))('any single change outside identifiers is a divergence: %s', (channel) => {
  fc.assert(
    fc.property(transcript, (one) => {
      for (const edit of edits(one, channel)) {
        const found = compareTranscripts(one, other(edit), []).map((divergence) => divergence.channel);
        expect(new Set(found)).toEqual(new Set([channel]));
      }
    }),
    { numRuns: 40 },
  );
});

test('comparing is symmetric: the same places, with the sides exchanged', () => {
  fc.assert(
    fc.property(transcript, transcript, (one, two) => {
      const exchange: Record<string, string> = { missing: 'extra', extra: 'missing' };
      const there = compareTranscripts(one, other(two), []).map(
        ({ channel, pointer, kind }) => `${channel} ${kind} ${pointer}`,
      );
      const back = compareTranscripts(two, other(one), []).map(
        ({ channel, pointer, kind }) => `${channel} ${exchange[kind] ?? kind} ${pointer}`,
      );

      expect(back.toSorted()).toEqual(there.toSorted());
    }),
  );
});
