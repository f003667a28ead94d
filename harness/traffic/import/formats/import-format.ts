import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import { type HeaderPairs, isRecord, listOr, recordOr, type SourceRecord, type SourceValue } from './source-value.ts';

/** One recorded exchange as its recorder stored it: headers unfiltered, bodies perhaps still compressed. */
export interface SourceExchange {
  readonly method: string;
  /** Absolute, or from the path on when the recorder stores no host. */
  readonly url: string;
  readonly requestHeaders: HeaderPairs;
  readonly requestBody: Uint8Array;
  readonly status: number;
  readonly responseHeaders: HeaderPairs;
  readonly responseBody: Uint8Array;
  /** When, in any form that Date.parse reads; null when the recorder does not say. */
  readonly recordedAt: string | null;
}

/** `position` counts from 0 in the file. */
export type SourceEntry =
  | { readonly kind: 'exchange'; readonly position: number; readonly exchange: SourceExchange }
  | { readonly kind: 'refused'; readonly position: number; readonly refusal: Refusal };

/** One recorder's file format. */
export interface ImportFormat {
  readonly name: string;
  /** Cheap, and true for no file of another format. */
  recognises(file: SourceFile): boolean;
  /** Every interaction of the file, in the order in which equal requests are answered. */
  read(file: SourceFile): Promise<readonly SourceEntry[]>;
}

/** Reads each item on its own: one that cannot be read is refused, and the others stay. */
export async function readEach(
  items: readonly SourceValue[],
  readOne: (item: SourceRecord) => SourceExchange | Promise<SourceExchange>,
): Promise<readonly SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for (const [position, item] of items.entries()) {
    try {
      if (!isRecord(item)) {
        throw new Refusal('malformed', 'It is not an object.');
      }
      entries.push({ kind: 'exchange', position, exchange: await readOne(item) });
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      entries.push({ kind: 'refused', position, refusal: error });
    }
  }
  return entries;
}

/** The list that the cassettes of the VCR family have at the top of the file. */
export function getInteractions({ documents }: SourceFile): readonly SourceValue[] {
  return listOr(recordOr(documents[0])['interactions']);
}

/** The two sides of an interaction that holds them as `request` and `response`. Throws a refusal when one is missing. */
export function getSides({ request, response }: SourceRecord): {
  readonly request: SourceRecord;
  readonly response: SourceRecord;
} {
  if (!isRecord(request)) {
    throw new Refusal('request_missing');
  }
  if (!isRecord(response)) {
    throw new Refusal('response_missing');
  }
  return { request, response };
}

/** A number, or the number at the start of a text such as `200 OK`; NaN otherwise, which is refused later. */
export function readStatus(value: SourceValue): number {
  if (typeof value === 'number') {
    return value;
  }
  return typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN;
}
