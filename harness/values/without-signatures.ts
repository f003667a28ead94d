import { isJsonObject, type Json } from './json.ts';
import { fingerprintSignature } from './jwt.ts';

const COMPACT_JWS = /\b(eyJ[\w-]+\.[\w-]+)\.([\w-]*)/g;

/**
 * Replaces the signature of every JWT by a fingerprint of it. Equal tokens stay equal and a tampered one stays
 * different, but nothing that is kept of a run opens a server.
 */
export function withoutSignatures(value: Json): Json {
  if (typeof value === 'string') {
    return value.replaceAll(
      COMPACT_JWS,
      (_, body: string, signature: string) => `${body}.${fingerprintSignature(signature)}`,
    );
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSignatures(item)]));
  }
  return Array.isArray(value) ? value.map(withoutSignatures) : value;
}
