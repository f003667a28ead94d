import { createHash } from 'node:crypto';
import { decodeText } from './charset.ts';
import type { Json, JsonObject } from './json.ts';
import { readJson } from './lossless-json.ts';
import { isJsonType, type MediaType, parseMediaType } from './media-type.ts';
import { isMetricsText, parseMetrics } from './metrics-text.ts';

/**
 * What the bytes of a body say. No two bodies of one media type give the same value unless they differ in white space,
 * escapes or the order of members of JSON, or in time stamps of metrics:
 *
 * - null for none
 * - the value of JSON by its media type; `{ $text: 'null' }` for null itself
 * - the samples of a page of Prometheus metrics
 * - the text of any other body that is one in its declared charset (UTF-8 where none is declared)
 * - `{ $bytes, $sha256 }` of the rest
 * - `{ $invalid: 'JSON', $text }` where the text is not what its media type says
 */
export function decodeBody(bytes: Uint8Array, contentType: string | undefined): Json {
  if (bytes.length === 0) {
    return null;
  }
  const mediaType = parseMediaType(contentType);
  const text = decodeText(bytes, mediaType.parameters.get('charset') ?? 'utf-8');
  if (text === undefined || !isReadable(text, mediaType)) {
    return describeBytes(bytes);
  }
  if (isJsonType(mediaType)) {
    return decodeJson(text);
  }
  if (isMetricsText(contentType ?? '')) {
    return parseMetrics(text) ?? { $invalid: 'metrics', $text: text };
  }
  return text;
}

/** A body that is no text: its length and SHA-256 in hex. */
export function describeBytes(bytes: Uint8Array): JsonObject {
  return { $bytes: bytes.length, $sha256: createHash('sha256').update(bytes).digest('hex') };
}

function decodeJson(text: string): Json {
  const reading = readJson(text);
  if ('problem' in reading) {
    return { $invalid: reading.problem === 'depth' ? 'JSON that is nested too deeply' : 'JSON', $text: text };
  }
  return reading.value === null ? { $text: 'null' } : reading.value;
}

/** Of a type that promises no text, bytes that happen to be UTF-8 are one only without control characters. */
function isReadable(text: string, mediaType: MediaType): boolean {
  const isDeclared = mediaType.type.startsWith('text/') || isJsonType(mediaType) || mediaType.parameters.has('charset');
  return isDeclared || !CONTROL.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
