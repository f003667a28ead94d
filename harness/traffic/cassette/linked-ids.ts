import { createHash } from 'node:crypto';
import { UUID_SOURCE } from '../../values/formats/uuid.ts';
import { PROVIDERS } from '../providers/providers.ts';
import { parseJsonBytes, type RequestShape, stripCredentials, toCanonicalContent } from './request-key.ts';

/** ISO 8601, with a time. */
const INSTANT = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?';

/** What was made up for one run: the ids of the providers, UUIDs, instants. */
const GENERATED = new RegExp(
  `\\b(?:${[...PROVIDERS.flatMap(({ generatedIds }) => generatedIds), UUID_SOURCE, INSTANT].join('|')})`,
  'gi',
);

/** A request with its generated ids taken out, and the ids in order of their first appearance. */
export interface LinkedRequest {
  /** Equal for requests that differ in their generated ids alone, when equal ids stand at equal places. SHA-256 in hex. */
  readonly key: string;
  readonly ids: readonly string[];
}

/** Numbers the generated ids of a request by first appearance, in path, query and canonical body. */
export function linkIds(request: RequestShape): LinkedRequest {
  const url = new URL(stripCredentials(request.url));
  url.searchParams.sort();
  const content = toCanonicalContent(request.body, parseJsonBytes(request.body));
  const body = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
  const numbers = new Map<string, number>();
  const text = `${request.method} ${url.href}\n${body}`.replaceAll(GENERATED, (id) => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return `\u0000${number}\u0000`;
  });
  return { key: createHash('sha256').update(text).digest('hex'), ids: [...numbers.keys()] };
}

/** Which recorded id stands for which id of this run, as the requests so far have shown. */
export class IdBindings {
  readonly #actualOf = new Map<string, string>();
  readonly #recordedOf = new Map<string, string>();

  /** Whether no pair says other than what is known. */
  accepts(recorded: readonly string[], actual: readonly string[]): boolean {
    return recorded.every((id, index) => {
      const own = actual[index] ?? '';
      return (this.#actualOf.get(id) ?? own) === own && (this.#recordedOf.get(own) ?? id) === id;
    });
  }

  bind(recorded: readonly string[], actual: readonly string[]): void {
    for (const [index, id] of recorded.entries()) {
      const own = actual[index] ?? '';
      this.#actualOf.set(id, own);
      this.#recordedOf.set(own, id);
    }
  }
}
