/** One `Set-Cookie` line (RFC 6265bis, section 5.6). */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** As they stand, with lower-case names; `HttpOnly` and the like have an empty value. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** Reads one `Set-Cookie` line. A pair without a name has an empty one, as clients have it. */
export function parseSetCookie(line: string): SetCookie {
  const [pair = '', ...rest] = line.split(';');
  const [name, value] = splitPair(pair, { nameless: 'value' });
  return {
    name,
    value,
    attributes: rest.map((part) => {
      const [attribute, text] = splitPair(part, { nameless: 'name' });
      return [attribute.toLowerCase(), text];
    }),
  };
}

/** The cookies of one `Cookie` header, in order. */
export function parseCookies(header: string): readonly (readonly [name: string, value: string])[] {
  return header
    .split(';')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => splitPair(pair, { nameless: 'value' }));
}

function splitPair(pair: string, { nameless }: { readonly nameless: 'name' | 'value' }): readonly [string, string] {
  const equals = pair.indexOf('=');
  if (equals === -1) {
    return nameless === 'value' ? ['', pair.trim()] : [pair.trim(), ''];
  }
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}
