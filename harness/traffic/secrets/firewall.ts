import { createHash } from 'node:crypto';
import type { Json } from '../../values/json.ts';
import { join } from '../../values/pointer.ts';
import { decodeBase64Runs, type Span, undoEscapes, type View } from './decoded-views.ts';
import { findPatterns, type Match } from './find-patterns.ts';
import { type Harmless, harmlessAt } from './harmless.ts';
import { formsOfSecret } from './known-secret.ts';
import { findSplitTexts } from './split-texts.ts';

/** Where a secret is. It says which rule found it, never what was found. `index` and `length` count UTF-16 code units. */
export interface Finding {
  readonly rule: string;
  readonly index: number;
  readonly length: number;
  /** SHA-256 of the secret, by which it can be declared harmless. */
  readonly sha256: string;
}

/** A secret in a JSON value. */
export interface JsonFinding {
  /** JSON pointer to the string that holds it; to the first one where several hold a part. */
  readonly pointer: string;
  readonly rule: string;
  readonly sha256: string;
}

/** What stands between the harness and every sink: cassettes, evidence, logs, errors, reports. */
export interface SecretFirewall {
  /** The text with each secret replaced by `[secret:<rule>:<tag>]`. Equal secrets get equal tags, in every process. */
  redact(text: string): string;
  /** The secrets in the text, in order, without overlaps. */
  findSecrets(text: string): readonly Finding[];
  /** The value with every string in it redacted, property names included, and secrets that events of a stream share. */
  redactJson(json: Json): Json;
  /** The secrets in the strings and property names of the value. */
  findInJson(json: Json): readonly JsonFinding[];
  /** Whether the value was declared harmless at the place of this firewall. */
  isHarmless(value: string): boolean;
  /** The firewall for one place, such as `cassettes/notes/shows-a-note.json`: what is harmless there passes. */
  at(place: string): SecretFirewall;
}

export interface FirewallOptions {
  /** Exact values: each of at least 8 characters is found as it is, escaped, URL-encoded and in base64. */
  readonly knownSecrets: readonly string[];
  /** Values that look like secrets and are none. A known secret is one all the same. */
  readonly harmless?: readonly Harmless[] | undefined;
}

/** A firewall that knows the shapes of credentials, and the values that it is given. */
export function createFirewall({ knownSecrets, harmless = [] }: FirewallOptions): SecretFirewall {
  const known = [...new Set(knownSecrets)].map((value) => ({ value, forms: formsOfSecret(value) }));
  const build = (digests: ReadonlySet<string>): SecretFirewall =>
    buildFirewall(known, digests, (place) => build(new Set(harmlessAt(place, harmless))));
  return build(new Set());
}

function buildFirewall(
  known: readonly KnownSecret[],
  harmless: ReadonlySet<string>,
  at: SecretFirewall['at'],
): SecretFirewall {
  const isHarmless = (value: string) => harmless.size > 0 && harmless.has(digestSecret(value));
  const scan = (text: string): readonly Hit[] =>
    text.length < SHORTEST_SECRET
      ? []
      : withoutOverlaps(findHits(text, known).filter(({ isKnown, secret }) => isKnown || !isHarmless(secret)));
  const redactText = (text: string): string => replaceHits(text, scan(text));
  return {
    redact: redactText,
    findSecrets: (text) =>
      scan(text).map(({ rule, index, length, secret }) => ({ rule, index, length, sha256: digestSecret(secret) })),
    redactJson: (json) => redactValue(json, scan),
    findInJson: (json) => findInValue(json, '', scan),
    isHarmless,
    at,
  };
}

const PATTERNS_ONLY = createFirewall({ knownSecrets: [] });

/** {@link SecretFirewall.redact} by the shapes of credentials alone. */
export function redact(text: string): string {
  return PATTERNS_ONLY.redact(text);
}

/** {@link SecretFirewall.findSecrets} by the shapes of credentials alone. */
export function findSecrets(text: string): readonly Finding[] {
  return PATTERNS_ONLY.findSecrets(text);
}

/** {@link SecretFirewall.redactJson} by the shapes of credentials alone. */
export function redactJson(json: Json): Json {
  return PATTERNS_ONLY.redactJson(json);
}

interface Hit extends Match {
  readonly isKnown: boolean;
}

interface KnownSecret {
  readonly value: string;
  readonly forms: readonly string[];
}

type Scan = (text: string) => readonly Hit[];

const SHORTEST_SECRET = 6;
/** JSON in JSON in a URL is seen; encodings below that are not undone. */
const DEEPEST_VIEW = 4;

function findHits(text: string, known: readonly KnownSecret[], depth = 0): readonly Hit[] {
  const here = [
    ...known.flatMap((secret) => findForms(text, secret)),
    ...findPatterns(text, { guesses: true }).map((match) => ({ ...match, isKnown: false })),
  ];
  if (depth === DEEPEST_VIEW) {
    return here;
  }
  const plain = known.map(({ value, forms }) => ({ value, forms: forms.includes(value) ? [value] : [] }));
  return [
    ...here,
    ...undoEscapes(text).flatMap((view) => locateHits(view, findHits(view.text, plain, depth + 1))),
    ...decodeBase64Runs(text).flatMap((view) =>
      locateHits(
        view,
        findPatterns(view.text, { guesses: false }).map((match) => ({ ...match, isKnown: false })),
      ),
    ),
  ];
}

function findForms(text: string, { value, forms }: KnownSecret): readonly Hit[] {
  return forms.flatMap((form) => {
    const hits: Hit[] = [];
    for (let index = text.indexOf(form); index !== -1; index = text.indexOf(form, index + form.length)) {
      hits.push({ rule: 'known-secret', index, length: form.length, secret: value, isKnown: true });
    }
    return hits;
  });
}

function locateHits(view: View, hits: readonly Hit[]): readonly Hit[] {
  return hits.map((hit) => {
    const { start, end }: Span = view.locate(hit.index, hit.index + hit.length);
    return { ...hit, index: start, length: end - start };
  });
}

/**
 * Earlier hits win; of two that start together the longer, then the one whose rule comes first. What a later hit has beyond
 * the end of the one that won is covered too.
 */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const kept: Hit[] = [];
  for (const hit of hits.toSorted((a, b) => a.index - b.index || b.length - a.length)) {
    const last = kept.at(-1);
    if (last === undefined || hit.index >= last.index + last.length) {
      kept.push(hit);
    } else if (hit.index + hit.length > last.index + last.length) {
      kept[kept.length - 1] = { ...last, length: hit.index + hit.length - last.index };
    }
  }
  return kept;
}

function replaceHits(text: string, hits: readonly Hit[]): string {
  if (hits.length === 0) {
    return text;
  }
  let redacted = '';
  let end = 0;
  for (const hit of hits) {
    redacted += `${text.slice(end, hit.index)}${nameHit(hit)}`;
    end = hit.index + hit.length;
  }
  return redacted + text.slice(end);
}

function nameHit({ rule, secret }: Match): string {
  const tag = createHash('sha256').update('ultra-parity/secret-tag').update(secret).digest('hex').slice(0, 8);
  return `[secret:${rule}:${tag}]`;
}

/** By what a secret is named in the configuration. */
export function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function redactValue(json: Json, scan: Scan): Json {
  if (typeof json === 'string') {
    return replaceHits(json, scan(json));
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  if (Array.isArray(json)) {
    return redactSplit(
      json.map((item) => redactValue(item, scan)),
      scan,
    );
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [replaceHits(name, scan(name)), redactValue(value, scan)]),
  );
}

/** Redacts the secrets that no element of an array holds alone: the first gets the tag, the others lose their part. */
function redactSplit(items: readonly Json[], scan: Scan): Json[] {
  return findSplitTexts(items).reduce<Json[]>(
    (redacted, split) => {
      const hits = splitHits(split.parts, scan);
      return hits.length === 0 ? redacted : split.replaceParts(redacted, cutHits(split.parts, hits));
    },
    [...items],
  );
}

/** The hits in the joined parts that begin in one and end in another. */
function splitHits(parts: readonly string[], scan: Scan): readonly Hit[] {
  const hits = scan(parts.join(''));
  if (hits.length === 0) {
    return [];
  }
  const ends: number[] = [];
  for (const part of parts) {
    ends.push((ends.at(-1) ?? 0) + part.length);
  }
  return hits.filter(({ index, length }) => ends.some((end) => index < end && end < index + length));
}

function cutHits(parts: readonly string[], hits: readonly Hit[]): readonly string[] {
  let offset = 0;
  return parts.map((part) => {
    const start = offset;
    offset += part.length;
    return hits.reduceRight((text, hit) => {
      const [from, to] = [Math.max(0, hit.index - start), Math.min(part.length, hit.index + hit.length - start)];
      return from >= to ? text : text.slice(0, from) + (hit.index >= start ? nameHit(hit) : '') + text.slice(to);
    }, part);
  });
}

function findInValue(json: Json, pointer: string, scan: Scan): readonly JsonFinding[] {
  const found = (place: string, hits: readonly Hit[]) =>
    hits.map(({ rule, secret }) => ({ pointer: place, rule, sha256: digestSecret(secret) }));
  if (typeof json === 'string') {
    return found(pointer, scan(json));
  }
  if (typeof json !== 'object' || json === null) {
    return [];
  }
  const inside = Object.entries(json).flatMap(([name, value]) => [
    ...(Array.isArray(json) ? [] : found(join(join(pointer, name), '<property name>'), scan(name))),
    ...findInValue(value, join(pointer, name), scan),
  ]);
  const split = Array.isArray(json)
    ? findSplitTexts(json).flatMap(({ parts }) => found(pointer, splitHits(parts, scan)))
    : [];
  return [...inside, ...split];
}
