import { deflateRawSync } from 'node:zlib';

/** A value as the page carries it: JSON, compressed (RFC 1951), in characters that end no element. */
export function pack(value: unknown): string {
  return deflateRawSync(JSON.stringify(value), { level: 9 }).toString('base64');
}
