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
  json: readJson,
  jsonb: readJson,
  timestamp: (text) => readInstant(`${text}+00`) ?? text,
  timestamptz: (text) => readInstant(text) ?? text,
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

/** Its numbers are read as those of columns are. The types of a reviver lack its third argument (ES2026). */
function readJson(text: string): Json {
  return JSON.parse(text, (_name, value: Json, context?: { readonly source: string }) =>
    typeof value === 'number' ? numberOrText(context?.source ?? String(value)) : value,
  );
}

/** `2026-01-02 03:04:05.678901+00`; undefined for infinity and for years outside 0 to 9999. */
function readInstant(text: string): string | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/.exec(text) ?? [];
  return date === undefined ? undefined : new Date(`${date}T${time}Z`).toISOString();
}
