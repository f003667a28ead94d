import { decodeBase64 } from '../base64.ts';
import { decodeText } from '../charset.ts';
import { isJsonObject, type Json } from '../json.ts';
import { parseJson } from '../lossless-json.ts';
import type { Format } from './format.ts';
import { cookieDate } from './moments.ts';

/** `s:<value>.<HMAC-SHA256>`, as the packages of Express sign a cookie. */
const SIGNED = /^s:(.+)\.([A-Za-z0-9+/]{43})$/s;

/** `<value>.<time>.<HMAC-SHA1>`, as the packages of Flask sign a session. */
const TIMED = /^([\w-]+)\.[\w-]{6}\.([\w-]{27})$/;

/**
 * What a cookie says: `{ signed }` with what was signed where it is a signed one, `{ base64 }` with the object where it is
 * JSON in base64, its text otherwise. A signature says no more than that it is there and of the right length.
 */
export function describeCookieValue(value: string): Json {
  const text = decodePercent(value);
  const [, content, signature = ''] = SIGNED.exec(text) ?? [];
  if (content !== undefined && decodeBase64(signature, 'base64') !== undefined) {
    return { signed: content };
  }
  const [, payload, sum = ''] = TIMED.exec(text) ?? [];
  if (payload !== undefined && decodeBase64(sum, 'base64url') !== undefined) {
    return { signed: decodeObject(payload) ?? payload };
  }
  const object = decodeObject(text);
  return object === undefined ? value : { base64: object };
}

function decodeObject(text: string): Json | undefined {
  const bare = text.replace(/=+$/, '');
  const bytes = decodeBase64(bare, 'base64url') ?? decodeBase64(bare, 'base64');
  const decoded = bytes === undefined ? undefined : decodeText(bytes, 'utf-8');
  const value = decoded?.startsWith('{') ? parseJson(decoded) : undefined;
  return isJsonObject(value) ? value : undefined;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}

/** The id of a session by its looks: hexadecimal, or letters of both cases or with digits, and too long for a word. */
const sessionId: Format = {
  name: 'session-id',
  recognise: (text) => {
    const alphabet = findAlphabet(text);
    return alphabet === undefined
      ? undefined
      : { kind: 'identifier', form: `session.${alphabet}.${text.length}`, identity: text };
  },
};

/** The same inside of a signed cookie, where it need not look random: 24 bytes in base64url. */
const signedSessionId: Format = {
  name: 'signed-session-id',
  recognise: (text) =>
    /^[\w-]{32}$/.test(text) ? { kind: 'identifier', form: 'session.base64url.32', identity: text } : undefined,
};

function findAlphabet(text: string): string | undefined {
  if (/^(?:[0-9a-f]{32,}|[0-9A-F]{32,})$/.test(text) && /\d/.test(text)) {
    return 'hex';
  }
  if (/^[0-9a-z]{20,}$/.test(text) && /\d/.test(text) && /[a-z]/.test(text)) {
    return 'base36';
  }
  const isMixed = /^[\w-]{20,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
  return isMixed && /\d|[a-z][A-Z]/.test(text) ? 'base64url' : undefined;
}

/** Formats of the value of a cookie, of what was signed in it, and of its attribute `Expires`. */
export const COOKIE_FORMATS = {
  value: [sessionId],
  signed: [signedSessionId, sessionId],
  expires: [cookieDate],
} as const satisfies Readonly<Record<string, readonly Format[]>>;
