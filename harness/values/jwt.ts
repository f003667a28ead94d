import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { describeDistance, type RunWindow } from './run-window.ts';

const COMPACT_JWS = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** The claims that are a NumericDate: seconds since 1970 (RFC 7519, section 2), by name. */
const TIMES = new Set(['exp', 'nbf', 'auth_time', 'updated_at']);

/** A NumericDate above this (the year 5138) counts milliseconds. */
const LARGEST_SECONDS = 100_000_000_000;

export interface DecodedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** The header and claims of a JWT in compact form (RFC 7519, section 3), or undefined when the text is none. */
export function decodeJwt(text: string): DecodedJwt | undefined {
  if (!COMPACT_JWS.test(text)) {
    return undefined;
  }
  const [header, claims] = text.split('.').map(decodePart);
  return isJsonObject(header) && isJsonObject(claims) ? { header, claims } : undefined;
}

function decodePart(part: string): Json | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined; // not a JWT: the text is compared as any other text
  }
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
