/** Everything that the canonical form writes between angle brackets, with as many `literal` before it as there may be. */
const LOOKS_LIKE_A_SYMBOL =
  /<((?:literal )*(?:[a-z][\w.:/-]*#\d*|(?:answer|epoch|hash|iat|instant|target)\b[^<>]*|cost|date|duration|etag(?:\.weak)?|gauge|length|tokens(?: as reported)?))>/g;

/**
 * A text of the system under test, so that nothing in it can be taken for a symbol: `<uuid.v4#1>` becomes
 * `<literal uuid.v4#1>`. Two texts that differ still do, since what looks like that gets one more `literal`.
 */
export function escapeSymbols(text: string): string {
  return text.includes('<') ? text.replaceAll(LOOKS_LIKE_A_SYMBOL, '<literal $1>') : text;
}

/** The same for where a stream has `<next>`, which stands there before anything else is made canonical. */
export function escapeNext(text: string): string {
  return text.replace(/^<((?:literal )*next)>$/, '<literal $1>');
}
