import { getMember, isJsonObject, isLosslessNumber, type Json, type JsonObject, RESERVED_NAME } from './json.ts';
import { parseNumber } from './json-number.ts';

/** Values that are nested deeper stay texts: everything that walks a value may call itself so often. */
export const DEEPEST = 500;

export type JsonReading = { readonly value: Json } | { readonly problem: 'syntax' | 'depth' };

/**
 * Reads a JSON text and loses nothing of it but white space, escapes and the order of members: numbers that JavaScript would
 * write differently keep their text, and of a name that stands twice every value is kept.
 */
export function readJson(text: string): JsonReading {
  let plain: Json;
  try {
    plain = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { problem: 'syntax' };
    }
    throw error;
  }
  if (isDeeperThan(text, DEEPEST)) {
    return { problem: 'depth' };
  }
  // Most texts were written by JSON.stringify: what it writes again in the same way has lost nothing.
  return { value: !text.includes('$') && JSON.stringify(plain) === text ? plain : readTokens(text) };
}

/** The value of a JSON text, as {@link readJson} reads it; undefined for any other text. */
export function parseJson(text: string): Json | undefined {
  const reading = readJson(text);
  return 'value' in reading ? reading.value : undefined;
}

/** The JSON text of a value that {@link readJson} has read, up to white space, escapes and the order of members. */
export function writeJson(value: Json): string {
  if (isLosslessNumber(value)) {
    return value.$number;
  }
  if (Array.isArray(value)) {
    return `[${value.map(writeJson).join(',')}]`;
  }
  return isJsonObject(value) ? `{${writeMembers(value).join(',')}}` : JSON.stringify(value);
}

function writeMembers({ $duplicates, ...members }: JsonObject): readonly string[] {
  return Object.entries(members).flatMap(([name, item]) => {
    const values = getMember($duplicates, name) ?? [item];
    const key = JSON.stringify(RESERVED_NAME.test(name) ? name.slice(1) : name);
    return (Array.isArray(values) ? values : [item]).map((one) => `${key}:${writeJson(one)}`);
  });
}

function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') {
      depth += 1;
    } else if (token === '}' || token === ']') {
      depth -= 1;
    }
    if (depth > limit) {
      return true;
    }
  }
  return false;
}

/** A list or object whose end has not come. */
interface Open {
  readonly items: Json[];
  /** The names of an object, one for each item. */
  readonly names: string[] | undefined;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]|[^\s{}[\]:,"]+/g;

/** Builds the value of a text that is valid JSON. */
function readTokens(text: string): Json {
  const root: Open = { items: [], names: undefined };
  const open: Open[] = [root];
  for (const [token] of text.matchAll(TOKEN)) {
    const inner = open.at(-1) ?? root;
    if (token === ':') {
      continue;
    }
    if (token === '{' || token === '[') {
      open.push({ items: [], names: token === '{' ? [] : undefined });
      continue;
    }
    if (token === '}' || token === ']') {
      open.pop();
      open.at(-1)?.items.push(close(inner));
      continue;
    }
    if (inner.names?.length === inner.items.length) {
      inner.names.push(JSON.parse(token));
    } else {
      inner.items.push(readScalar(token));
    }
  }
  return root.items[0] ?? null;
}

function readScalar(token: string): Json {
  return /^[-\d]/.test(token) ? parseNumber(token) : JSON.parse(token);
}

function close({ items, names }: Open): Json {
  if (names === undefined) {
    return items;
  }
  const entries = names.map((name, index): [string, Json] => [
    RESERVED_NAME.test(name) ? `$${name}` : name,
    items[index] ?? null,
  ]);
  const members = Object.fromEntries(entries);
  if (Object.keys(members).length === entries.length) {
    return members;
  }
  const groups = [...Map.groupBy(entries, ([name]) => name)].filter(([, group]) => group.length > 1);
  const duplicates = groups.map(([name, group]): [string, Json] => [name, group.map(([, value]) => value)]);
  return { ...members, $duplicates: Object.fromEntries(duplicates) };
}
