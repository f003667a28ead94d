/** Shorter values occur by chance in ordinary text, so they are not looked for. */
const SHORTEST_SECRET = 8;

/** The forms in which a known value may appear: itself, inside a JSON string, inside a URL, inside base64 of either alphabet. */
export function formsOfSecret(value: string): readonly string[] {
  if (value.length < SHORTEST_SECRET) {
    return [];
  }
  const encoded = [0, 1, 2].map((offset) => base64At(value, offset));
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    ...encoded,
    ...encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/**
 * What is left of the value in base64 of a longer text in which it starts `offset` bytes after a multiple of three.
 * Characters that also depend on the neighbours are cut off.
 */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.from(value);
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const start = offset === 0 ? 0 : offset + 1;
  const isAligned = (offset + bytes.length) % 3 === 0;
  return text.slice(start, isAligned ? text.length : -1);
}
