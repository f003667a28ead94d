import { createHash } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { decodeText } from './charset.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { parseJson } from './lossless-json.ts';
import { describeDistance, type RunWindow } from './run-window.ts';

const COMPACT_JWS = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** The claims that are a NumericDate: seconds since 1970 (RFC 7519, section 2), by name. */
const TIMES = new Set(['exp', 'nbf', 'auth_time', 'updated_at']);

/** A NumericDate above this (the year 5138) counts milliseconds. */
const LARGEST_SECONDS = 100_000_000_000;

export interface DecodedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** `none`, its length such as `32 bytes`, or `malformed`. */
  readonly signature: string;
}

/**
 * The header and claims of a JWT in compact form (RFC 7519, section 3), or undefined when the text is none: header and claims
 * have to be base64url as an encoder writes it, UTF-8, and JSON objects.
 */
export function decodeJwt(text: string): DecodedJwt | undefined {
  if (!COMPACT_JWS.test(text)) {
    return undefined;
  }
  const [header, claims, signature = ''] = text.split('.');
  const [decodedHeader, decodedClaims] = [decodePart(header), decodePart(claims)];
  return isJsonObject(decodedHeader) && isJsonObject(decodedClaims)
    ? { header: decodedHeader, claims: decodedClaims, signature: describeSignature(signature) }
    : undefined;
}

function decodePart(part = ''): Json | undefined {
  const bytes = decodeBase64(part, 'base64url');
  const text = bytes === undefined ? undefined : decodeText(bytes, 'utf-8');
  return text === undefined ? undefined : parseJson(text);
}

const FINGERPRINT = /^sig_[0-9a-f]{16}_(\d+|malformed)$/;

/**
 * What is kept of a signature: equal ones stay equal, a tampered one stays different, and its length stays, but nothing that is
 * kept of a run opens a server. An empty one stays empty.
 */
export function fingerprintSignature(signature: string): string {
  if (signature === '') {
    return '';
  }
  const digest = createHash('sha256').update(signature).digest('hex').slice(0, 16);
  return `sig_${digest}_${decodeBase64(signature, 'base64url')?.length ?? 'malformed'}`;
}

function describeSignature(signature: string): string {
  if (signature === '') {
    return 'none';
  }
  const [, length] = FINGERPRINT.exec(signature) ?? FINGERPRINT.exec(fingerprintSignature(signature)) ?? [];
  return length === undefined || length === 'malformed' ? 'malformed' : `${length} bytes`;
}

/**
 * The time claims alone, as relations: `iat` says where it lies and in which unit it counts, the others how long after it
 * they are. Without `iat` each says where it lies.
 */
export function relativeTimes(claims: JsonObject, window: RunWindow | undefined): JsonObject {
  const issued = claims['iat'];
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]): [string, Json][] => {
      if (typeof value !== 'number') {
        return [];
      }
      if (name === 'iat') {
        return [[name, describeEpoch(value, window)]];
      }
      if (!TIMES.has(name)) {
        return [];
      }
      if (typeof issued !== 'number') {
        return window === undefined ? [] : [[name, describeEpoch(value, window)]];
      }
      return [[name, `<iat ${value < issued ? '-' : '+'}${Math.abs(value - issued)}s>`]];
    }),
  );
}

function describeEpoch(value: number, window: RunWindow | undefined): string {
  const isMilliseconds = Math.abs(value) > LARGEST_SECONDS;
  const form = `epoch${isMilliseconds ? '.ms' : ''}${Number.isInteger(value) ? '' : '.fraction'}`;
  return `<${form}${describeDistance(isMilliseconds ? value : value * 1_000, window)}>`;
}
