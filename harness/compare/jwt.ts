import { isJsonObject, type Json, type JsonObject } from '../observe/json.ts';

const COMPACT_JWS = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

export interface DecodedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** The header and claims of a JWT in compact form (RFC 7519, section 3), or undefined when the text is none. */
export function decodeJwt(text: string): DecodedJwt | undefined {
  if (!COMPACT_JWS.test(text)) return undefined;
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

/** The time claims as relations: `iat` is when it was issued, the others say how long after that. */
export function relativeClaims(claims: JsonObject): JsonObject {
  const issued = claims['iat'];
  if (typeof issued !== 'number') return claims;

  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (name === 'iat') return [name, '<epoch>'];
      const isTime = (name === 'exp' || name === 'nbf' || name === 'auth_time') && typeof value === 'number';
      return [name, isTime ? `<iat ${value < issued ? '-' : '+'}${Math.abs(value - issued)}s>` : value];
    }),
  );
}
