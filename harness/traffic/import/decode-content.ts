import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { findHeader, type HeaderPairs } from './formats/source-value.ts';
import { Refusal } from './refusals.ts';

const LONGEST_BODY = 64 * 1024 * 1024;
const OPTIONS = { maxOutputLength: LONGEST_BODY };

/**
 * A stored body without its content-encoding. Many recorders keep the header and store the body decoded, so the bytes
 * decide: what does not start like the encoding, or is readable text, is decoded already. Throws a refusal.
 */
export function decodeContent(bytes: Uint8Array, headers: HeaderPairs): Uint8Array {
  const codings = (findHeader(headers, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  // A gzip member where text is promised was compressed, whatever else the recorder left out.
  if (codings.length === 0 && isGzip(bytes) && isTextual(headers)) {
    codings.push('gzip');
  }
  const decoded = codings.reduceRight<Uint8Array>(decodeOne, bytes);
  if (decoded.length > LONGEST_BODY) {
    throw new Refusal('body_too_large');
  }
  return decoded;
}

function decodeOne(bytes: Uint8Array, coding: string): Uint8Array {
  if (bytes.length === 0) {
    return bytes;
  }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return isGzip(bytes) ? attempt(() => gunzipSync(bytes, OPTIONS)) : textOrRefusal(bytes, coding);
    case 'zstd':
      return isZstd(bytes) ? attempt(() => zstdDecompressSync(bytes, OPTIONS)) : textOrRefusal(bytes, coding);
    case 'br':
      return isText(bytes) ? bytes : attempt(() => brotliDecompressSync(bytes, OPTIONS));
    case 'deflate':
      return isText(bytes) ? bytes : attempt(() => inflate(bytes));
    default:
      return textOrRefusal(bytes, coding);
  }
}

/** `deflate` means the zlib format, but some servers send the raw one (RFC 9110, section 8.4.1.2). */
function inflate(bytes: Uint8Array): Uint8Array {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return isZlib ? inflateSync(bytes, OPTIONS) : inflateRawSync(bytes, OPTIONS);
}

function attempt(decode: () => Uint8Array): Uint8Array {
  try {
    return decode();
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? new Refusal('body_too_large') : new Refusal('body_undecodable');
  }
}

function textOrRefusal(bytes: Uint8Array, coding: string): Uint8Array {
  if (isText(bytes)) {
    return bytes;
  }
  throw new Refusal('body_undecodable', `It is said to be ${JSON.stringify(coding.slice(0, 20))}.`);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function isZstd(bytes: Uint8Array): boolean {
  return bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
}

function isTextual(headers: HeaderPairs): boolean {
  return /json|text|event-stream/i.test(findHeader(headers, 'content-type') ?? '');
}

/** UTF-8 without control characters other than white space: nothing that is compressed looks like this for long. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) {
    return false;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
