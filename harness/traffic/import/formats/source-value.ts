import { Refusal } from '../refusals.ts';

/** What a recorder's file holds once it is parsed: JSON, and the bytes of YAML's `!!binary`. */
export type SourceValue =
  | null
  | undefined
  | boolean
  | number
  | string
  | Uint8Array
  | readonly SourceValue[]
  | SourceRecord;

export interface SourceRecord {
  readonly [name: string]: SourceValue;
}

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

const NOTHING: SourceRecord = {};

export function isRecord(value: SourceValue): value is SourceRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export function recordOr(value: SourceValue): SourceRecord {
  return isRecord(value) ? value : NOTHING;
}

export function listOr(value: SourceValue): readonly SourceValue[] {
  return isList(value) ? value : [];
}

export function isList(value: SourceValue): value is readonly SourceValue[] {
  return Array.isArray(value);
}

/** The value as text: numbers and booleans as they are written, bytes as UTF-8; undefined for anything else. */
export function toText(value: SourceValue): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : undefined;
}

/** The bytes of a body: a text in UTF-8, nothing for null, and the JSON text of a value that the recorder had parsed. */
export function toBytes(value: SourceValue): Uint8Array {
  if (value === null || value === undefined) {
    return new Uint8Array();
  }
  if (value instanceof Uint8Array) {
    return value;
  }
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
}

/** The bytes of base64, in lines or not. Throws a refusal where it is damaged: decoders drop what they do not know. */
export function base64Bytes(text: string): Uint8Array {
  const plain = text.replaceAll(/\s/g, '');
  if (!isBase64(plain)) {
    throw new Refusal('body_undecodable', 'It is not base64.');
  }
  return Buffer.from(plain, 'base64');
}

export function isBase64(text: string): boolean {
  return text.length % 4 !== 1 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(text);
}

/**
 * Headers in any of the shapes that recorders use: `{ name: value }`, `{ name: [value] }`, `[{ name, value }]`,
 * `[[name, value]]`, and the flat list `[name, value, name, value]`.
 */
export function toHeaderPairs(value: SourceValue): HeaderPairs {
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, inner]) => toPairs(name, inner));
  }
  const list = listOr(value);
  if (list.some(isRecord)) {
    return list.map(recordOr).flatMap((one) => toPairs(toText(one['name']) ?? '', one['value']));
  }
  if (list.some(isList)) {
    return list.map(listOr).flatMap(([name, inner]) => toPairs(toText(name) ?? '', inner));
  }
  return list.flatMap((name, index) => (index % 2 === 0 ? toPairs(toText(name) ?? '', list[index + 1]) : []));
}

function toPairs(name: string, value: SourceValue): HeaderPairs {
  const values = isList(value) ? value : [value];
  return values.flatMap((one) => {
    const text = toText(one);
    return text === undefined ? [] : [[name, text] as const];
  });
}

/** The first value of a header, whatever the case of its name. */
export function findHeader(headers: HeaderPairs, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

/** Pairs as `application/x-www-form-urlencoded`. */
export function queryText(pairs: HeaderPairs): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of pairs) {
    parameters.append(name, value);
  }
  return parameters.toString();
}
