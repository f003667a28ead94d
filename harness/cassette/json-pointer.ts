/** A JSON pointer (RFC 6901) from its reference tokens; the empty string is the whole document. */
export function pointerOf(tokens: readonly PropertyKey[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
