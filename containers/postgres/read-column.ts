import type { Json } from 'ultra-parity';

type ColumnReader = (text: string) => Json;

const READERS: Readonly<Record<string, ColumnReader>> = {
  bool: (text) => text === 't',
  int2: Number,
  int4: Number,
  oid: Number,
  int8: numberOrText,
  numeric: numberOrText,
  float4: floatOrText,
  float8: floatOrText,
  json: (text) => JSON.parse(text),
  jsonb: (text) => JSON.parse(text),
  timestamptz: instantOrText,
  bytea: (text) => Buffer.from(text.slice('\\x'.length), 'hex').toString('base64'),
};

/** Turns the text of a value of that Postgres type (its name in pg_type) into JSON; an unknown type stays text. */
export function columnReader(type: string): ColumnReader {
  return READERS[type] ?? ((text) => text);
}

/** Exact as a double: integers up to 2^53, and 15 significant decimal digits (IEEE 754 binary64). */
function numberOrText(text: string): Json {
  const value = Number(text);
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '');
  const isExact = text.includes('.') ? digits.replace(/0+$/, '').length <= 15 : Number.isSafeInteger(value);
  return Number.isFinite(value) && isExact ? value : text;
}

/** NaN and the infinities are not JSON. */
function floatOrText(text: string): Json {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** `2026-01-02 03:04:05.678901+00`; infinity and years outside 0 to 9999 stay text. */
function instantOrText(text: string): Json {
  const instant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/.exec(text);
  return instant === null ? text : new Date(`${instant[1]}T${instant[2]}Z`).toISOString();
}
