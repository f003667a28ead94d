/**
 * The bytes of a text in base64 without padding (RFC 4648), with the alphabet of URLs or the other. Undefined for what an
 * encoder would not have written: another alphabet, an impossible length, bits behind the last byte.
 */
export function decodeBase64(text: string, alphabet: 'base64' | 'base64url'): Buffer | undefined {
  const bytes = Buffer.from(text, alphabet);
  return bytes.toString(alphabet).replace(/=+$/, '') === text ? bytes : undefined;
}
