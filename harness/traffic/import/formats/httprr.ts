import { Refusal } from '../refusals.ts';
import type { ImportFormat, SourceEntry, SourceExchange } from './import-format.ts';
import { findHeader, type HeaderPairs } from './source-value.ts';

const MAGIC = 'httprr trace v1\n';

/**
 * Go's httprr: the bytes of each request and answer, with their lengths in front. Source:
 * https://pkg.go.dev/golang.org/x/oscar/internal/httprr.
 */
export const httprr: ImportFormat = {
  name: 'httprr',
  recognises: ({ bytes }) => Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') === MAGIC,
  read: async ({ bytes }) => readTrace(Buffer.from(bytes)),
};

function readTrace(bytes: Buffer): readonly SourceEntry[] {
  const entries: SourceEntry[] = [];
  let offset = MAGIC.length;
  while (offset < bytes.length) {
    const position = entries.length;
    const lineEnd = bytes.indexOf('\n', offset);
    const [, requestLength, responseLength] =
      /^(\d{1,12}) (\d{1,12})$/.exec(bytes.toString('latin1', offset, lineEnd === -1 ? bytes.length : lineEnd)) ?? [];
    const start = lineEnd + 1;
    const middle = start + Number(requestLength);
    const end = middle + Number(responseLength);
    // Without true lengths nothing that follows can be found.
    if (lineEnd === -1 || !(end <= bytes.length)) {
      const refusal = new Refusal('malformed', `The lengths at byte ${offset} do not fit the file.`);
      return [...entries, { kind: 'refused', position, refusal }];
    }
    entries.push(readExchange(position, bytes.subarray(start, middle), bytes.subarray(middle, end)));
    offset = end;
  }
  return entries;
}

function readExchange(position: number, request: Buffer, response: Buffer): SourceEntry {
  try {
    return { kind: 'exchange', position, exchange: toExchange(request, response) };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return { kind: 'refused', position, refusal: error };
  }
}

interface Message {
  readonly firstLine: string;
  readonly headers: HeaderPairs;
  readonly body: Buffer;
}

function toExchange(requestBytes: Buffer, responseBytes: Buffer): SourceExchange {
  const [request, response] = [parseMessage(requestBytes), parseMessage(responseBytes)];
  const [method = '', target = ''] = request.firstLine.split(' ');
  const [, status] = response.firstLine.split(' ');
  return {
    method,
    url: target.startsWith('/') ? `https://${findHeader(request.headers, 'host') ?? ''}${target}` : target,
    requestHeaders: request.headers,
    requestBody: request.body,
    status: Number(status),
    responseHeaders: response.headers,
    responseBody: response.body,
    recordedAt: null,
  };
}

function parseMessage(bytes: Buffer): Message {
  const [, separator = ''] = /(\r?\n\r?\n)/.exec(bytes.toString('latin1')) ?? [];
  const headEnd = separator === '' ? bytes.length : bytes.indexOf(separator);
  const [firstLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split(/\r?\n/);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, Math.max(colon, 0)), line.slice(colon + 1).trim()] as const;
  });
  const body = bytes.subarray(headEnd + separator.length);
  const isChunked = /\bchunked\b/i.test(findHeader(headers, 'transfer-encoding') ?? '');
  return { firstLine, headers, body: (isChunked ? withoutChunkFraming(body) : null) ?? body };
}

/** The data of a chunked body (RFC 9112, section 7.1); null when it has no such framing, because it was removed before. */
function withoutChunkFraming(body: Buffer): Buffer | null {
  const pieces: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', offset);
    const [, size] =
      lineEnd === -1 ? [] : (/^([0-9a-f]{1,8})(?:;.*)?$/i.exec(body.toString('latin1', offset, lineEnd)) ?? []);
    if (size === undefined) {
      return null;
    }
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      return Buffer.concat(pieces);
    }
    const start = lineEnd + 2;
    if (body.toString('latin1', start + length, start + length + 2) !== '\r\n') {
      return null;
    }
    pieces.push(body.subarray(start, start + length));
    offset = start + length + 2;
  }
}
