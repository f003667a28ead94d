import { createHash } from 'node:crypto';
import type { Json } from '../../values/json.ts';
import { formsOfSecret } from './known-secret.ts';
import { SECRET_RULES } from './secret-rules.ts';

/** Where a secret is. It says which rule found it, never what was found. `index` and `length` count UTF-16 code units. */
export interface Finding {
  readonly rule: string;
  readonly index: number;
  readonly length: number;
}

/** What stands between the harness and every sink: cassettes, logs, errors, reports. */
export interface SecretFirewall {
  /** The text with each secret replaced by `[secret:<rule>:<tag>]`. Equal secrets get equal tags, in every process. */
  redact(text: string): string;
  /** The secrets in the text, in order, without overlaps. */
  findSecrets(text: string): readonly Finding[];
  /** The value with every string in it redacted, property names included. */
  redactJson(json: Json): Json;
}

/**
 * A firewall that knows the shapes of credentials and, beside them, exact values: each value of at least 8 characters is
 * found as it is, URL-encoded and in base64.
 */
export function createFirewall(options: { readonly knownSecrets: readonly string[] }): SecretFirewall {
  const known = options.knownSecrets.map((value) => ({ value, forms: formsOfSecret(value) }));
  const scan = (text: string): readonly Hit[] =>
    withoutOverlaps([...known.flatMap((secret) => knownHits(text, secret)), ...patternHits(text)]);
  const redactText = (text: string): string => replaceHits(text, scan(text));
  return {
    redact: redactText,
    findSecrets: (text) => scan(text).map(({ rule, index, length }) => ({ rule, index, length })),
    redactJson: (json) => mapStrings(json, redactText),
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

interface Hit extends Finding {
  readonly secret: string;
}

function knownHits(text: string, known: { readonly value: string; readonly forms: readonly string[] }): readonly Hit[] {
  return known.forms.flatMap((form) => {
    const hits: Hit[] = [];
    for (let index = text.indexOf(form); index !== -1; index = text.indexOf(form, index + form.length)) {
      hits.push({ rule: 'known-secret', index, length: form.length, secret: known.value });
    }
    return hits;
  });
}

function patternHits(text: string): readonly Hit[] {
  return SECRET_RULES.flatMap(({ name, pattern, accepts = () => true }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match[1] ?? match[0];
      const index = match.index + match[0].lastIndexOf(secret);
      return accepts(secret) ? [{ rule: name, index, length: secret.length, secret }] : [];
    }),
  );
}

/** Earlier hits win; of two that start together, the one whose rule comes first. */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  const kept: Hit[] = [];
  let end = 0;
  for (const hit of hits.toSorted((a, b) => a.index - b.index)) {
    if (hit.index < end) {
      continue;
    }
    kept.push(hit);
    end = hit.index + hit.length;
  }
  return kept;
}

function replaceHits(text: string, hits: readonly Hit[]): string {
  let redacted = '';
  let end = 0;
  for (const hit of hits) {
    redacted += `${text.slice(end, hit.index)}[secret:${hit.rule}:${tagOf(hit.secret)}]`;
    end = hit.index + hit.length;
  }
  return redacted + text.slice(end);
}

function tagOf(secret: string): string {
  return createHash('sha256').update('ultra-parity/secret-tag').update(secret).digest('hex').slice(0, 8);
}

function mapStrings(json: Json, map: (text: string) => string): Json {
  if (typeof json === 'string') {
    return map(json);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  if (Array.isArray(json)) {
    return json.map((item) => mapStrings(item, map));
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [map(name), mapStrings(value, map)]));
}
