import { splitEventStream } from '../../values/event-stream.ts';
import { parseJson } from '../../values/lossless-json.ts';
import { encodeBody } from '../cassette/body-codec.ts';
import type { Chunk, Interaction } from '../cassette/cassette.ts';
import { keepRequestHeaders, keepResponseHeaders } from '../cassette/kept-headers.ts';
import { stripCredentials } from '../cassette/request-key.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { toAbsoluteUrl } from './absolute-url.ts';
import { decodeContent } from './decode-content.ts';
import type { SourceExchange } from './formats/import-format.ts';
import type { HeaderPairs } from './formats/source-value.ts';
import { redactBody } from './redact-interaction.ts';
import { redactRandom } from './redact-random.ts';
import { Refusal } from './refusals.ts';

export interface BuiltInteraction {
  readonly interaction: Omit<Interaction, 'id'>;
  /** Unfiltered, to tell the client by; never written. */
  readonly requestHeaders: Headers;
  /** What was changed on the way in, in words. */
  readonly notes: readonly string[];
}

/** The exchange as a cassette holds it: decoded, on the allow-list of headers, without secrets. Throws a refusal. */
export function buildInteraction(
  exchange: SourceExchange,
  options: { readonly file: string; readonly firewall: SecretFirewall },
): BuiltInteraction {
  const { firewall } = options;
  const method = exchange.method.toUpperCase();
  if (!/^[A-Z]+$/.test(method)) {
    throw new Refusal('malformed', 'The method is missing.');
  }
  if (!Number.isInteger(exchange.status) || exchange.status < 200 || exchange.status > 599) {
    throw new Refusal('status_invalid');
  }
  const url = toAbsoluteUrl(exchange, options.file);
  const request = new Notebook(decodeContent(exchange.requestBody, exchange.requestHeaders));
  const response = new Notebook(decodeContent(exchange.responseBody, exchange.responseHeaders));
  request.change('a secret in the request body was replaced', (bytes) => redactBody(bytes, firewall));
  response.change('a secret in the answer was replaced', (bytes) => redactBody(bytes, firewall));
  const requestHeaders = headersFrom(exchange.requestHeaders);
  const responseHeaders = headersFrom(exchange.responseHeaders);
  const type = responseHeaders.get('content-type') ?? guessType(response.bytes);
  if (isEventStream(type)) {
    response.change('the blank line after the last event was added', endEvents);
  }
  if (type !== null) {
    responseHeaders.set('content-type', type);
  }
  const complete: BuiltInteraction['interaction'] = {
    request: {
      method,
      url: firewall.redact(stripCredentials(url)),
      headers: redactHeaders(keepRequestHeaders(requestHeaders), firewall),
      body: encodeBody(request.bytes),
    },
    response: {
      status: exchange.status,
      headers: redactHeaders(keepResponseHeaders(responseHeaders), firewall),
      body: encodeBody(response.bytes),
    },
    chunks: toChunks(response.bytes, isEventStream(type)),
    end: 'done',
  };
  const interaction = redactRandom(complete);
  const note = interaction === complete ? [] : ['a random value in a header or the URL was taken out'];
  return { interaction, requestHeaders, notes: [...request.notes, ...response.notes, ...note] };
}

/** Bytes, and what was done to them. */
class Notebook {
  bytes: Uint8Array;
  readonly notes: string[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  change(note: string, how: (bytes: Uint8Array) => Uint8Array): void {
    const changed = how(this.bytes);
    if (!Buffer.from(changed).equals(this.bytes)) {
      this.notes.push(note);
    }
    this.bytes = changed;
  }
}

/** Headers that HTTP allows; a recorder's own (`:authority`, masked values with line breaks) are left out. */
function headersFrom(pairs: HeaderPairs): Headers {
  const headers = new Headers();
  for (const [name, value] of pairs) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      headers.append(name, value);
    }
  }
  return headers;
}

function redactHeaders(headers: Readonly<Record<string, string>>, firewall: SecretFirewall) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, firewall.redact(value)]));
}

/** What the body shows: an SDK reads an answer by its type, and some recorders drop it. */
function guessType(body: Uint8Array): string | null {
  const start = Buffer.from(body.subarray(0, 64)).toString('utf8').trimStart();
  if (/^(?:data|event): /.test(start)) {
    return 'text/event-stream';
  }
  return /^[{[]/.test(start) ? 'application/json' : null;
}

function isEventStream(type: string | null): boolean {
  return type?.toLowerCase().startsWith('text/event-stream') === true;
}

/**
 * A client drops an event that no blank line ends. Where the last one is whole, the recorder cut the line off (YAML block
 * texts do); where it is not, the stream broke there, and stays as it is.
 */
function endEvents(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  const { tail } = splitEventStream(text);
  const last =
    tail
      .replace(/\r?\n$/, '')
      .split(/\r\n|\n|\r/)
      .at(-1) ?? '';
  const data = /^data: ?/.test(last) ? last.replace(/^data: ?/, '') : undefined;
  if (data === undefined || (data !== '[DONE]' && parseJson(data) === undefined)) {
    return bytes;
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return Buffer.concat([bytes, Buffer.from(text.endsWith('\n') ? newline : newline + newline)]);
}

/** No recorder keeps where the pieces of a stream began, so each event is one. */
function toChunks(bytes: Uint8Array, isStream: boolean): readonly Chunk[] {
  if (bytes.length === 0) {
    return [];
  }
  if (!isStream) {
    return [[0, bytes.length]];
  }
  // One character a byte: the lengths of the blocks are those of the pieces.
  const { blocks, tail } = splitEventStream(Buffer.from(bytes).toString('latin1'));
  const lengths = [...blocks.map(({ text, separator }) => text.length + separator.length), tail.length];
  return lengths.filter((length) => length > 0).map((length): Chunk => [0, length]);
}
