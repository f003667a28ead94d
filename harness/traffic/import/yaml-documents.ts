import { parseAllDocuments, type ScalarTag } from 'yaml';
import type { SourceValue } from './formats/source-value.ts';
import { Refusal } from './refusals.ts';

/** Ruby writes bytes as `!binary`, a tag of its own, where YAML 1.1 has `!!binary`. */
const RUBY_BINARY: ScalarTag = {
  tag: '!binary',
  resolve: (text) => Buffer.from(text, 'base64'),
};

/** How often aliases may repeat what they stand for. PyYAML writes one for each object that occurs twice. */
const MOST_ALIASES = 20_000;

/**
 * The documents of a YAML text as plain values. Tags that name a class of the recorder's language
 * (`!!python/object/apply:multidict._multidict.istr`) stand for their first argument. Throws a refusal.
 */
export function yamlDocuments(text: string): readonly SourceValue[] {
  try {
    const documents = parseAllDocuments(text, {
      customTags: ['binary', RUBY_BINARY],
      logLevel: 'silent',
      prettyErrors: false,
      keepSourceTokens: false,
      // Some recorders write a header twice.
      uniqueKeys: false,
    });
    if ('empty' in documents) {
      return [];
    }
    return documents.map((document) => {
      const [error] = document.errors;
      if (error !== undefined) {
        throw new Refusal('unreadable', `It is not YAML: ${error.code} at ${error.pos[0]}.`);
      }
      return plain(document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES }));
    });
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    throw new Refusal(
      'unreadable',
      `It is not YAML that can be read (${error instanceof Error ? error.name : 'error'}).`,
    );
  }
}

function plain(value: unknown): SourceValue {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inner]) => [keyText(key), plain(inner)]));
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value instanceof Uint8Array || value === null) {
    return value;
  }
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    default:
      return undefined;
  }
}

function keyText(key: unknown): string {
  const [first] = Array.isArray(key) ? key : [key];
  return String(first instanceof Map ? [...first.values()][0] : first);
}
