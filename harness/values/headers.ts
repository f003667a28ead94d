/** Header lines in the order in which they came, with lower-case names. A name may stand in several. */
export type HeaderList = readonly HeaderPair[];
export type HeaderPair = readonly [name: string, value: string];

/** From the list that Node keeps: names and values in turn. */
export function readRawHeaders(raw: readonly string[]): HeaderList {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    (raw[index * 2] ?? '').toLowerCase(),
    raw[index * 2 + 1] ?? '',
  ]);
}

/** The values of every line with this name, in order. */
export function getHeaders(headers: HeaderList, name: string): readonly string[] {
  return headers.filter(([own]) => own === name).map(([, value]) => value);
}

/**
 * What the lines with this name say together, as RFC 9110, section 5.2, joins them; undefined where there is none. Cookies
 * hold commas of their own, and so stand on lines of their own here as well.
 */
export function getHeader(headers: HeaderList, name: string): string | undefined {
  const values = getHeaders(headers, name);
  return values.length === 0 ? undefined : values.join(name === SET_COOKIE ? '\n' : ', ');
}

/** Each name with what its lines say together, in order of the names. */
export function joinHeaders(headers: HeaderList): Record<string, string> {
  const names = [...new Set(headers.map(([name]) => name))].toSorted();
  return Object.fromEntries(names.map((name) => [name, getHeader(headers, name) ?? '']));
}

export const SET_COOKIE = 'set-cookie';
