import { getMember, isJsonObject, type Json } from './json.ts';

/** Appends one reference token to a JSON pointer (RFC 6901, section 3). */
export function join(pointer: string, token: PropertyKey): string {
  const text = String(token);
  // Hardly any token has to be escaped, and every value of every transcript comes through here.
  if (!text.includes('~') && !text.includes('/')) {
    return `${pointer}/${text}`;
  }
  return `${pointer}/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A JSON pointer from its reference tokens; the empty string is the whole document. */
export function pointerOf(tokens: readonly PropertyKey[]): string {
  return tokens.reduce<string>(join, '');
}

/**
 * Whether a pointer is one that the pattern describes. `*` stands for one token and `**` for any number of them,
 * none included.
 */
export function matchesPointer(pattern: string, pointer: string): boolean {
  return matchTokens(pattern.split('/').slice(1), pointer.split('/').slice(1));
}

function matchTokens(pattern: readonly string[], tokens: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) {
    return tokens.length === 0;
  }
  if (head === '**') {
    return tokens.some((_, index) => matchTokens(rest, tokens.slice(index))) || matchTokens(rest, []);
  }
  const [token, ...others] = tokens;
  return token !== undefined && (head === '*' || head === token) && matchTokens(rest, others);
}

/** The value at an RFC 6901 pointer through objects; undefined where there is none. */
export function valueAt(json: Json, pointer: string): Json | undefined {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((value, token) => (isJsonObject(value) ? getMember(value, token) : undefined), json);
}
