import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Json } from '../../values/json.ts';
import { numberOrNull, objectOr, parseJson, stringOr } from '../../values/json-access.ts';
import type { StubErrorFacts } from '../providers/provider.ts';

/** A server in front of a stub whose errors have OpenAI's shape: it passes all on, and gives errors another body. */
export async function startErrorRewriter(
  stub: string,
  toBody: (error: StubErrorFacts) => Json,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    passOn(stub, toBody, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function passOn(
  stub: string,
  toBody: (error: StubErrorFacts) => Json,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { method = 'GET', url = '/' } = request;
  const answered = await fetch(stub + url, {
    method,
    headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
    signal: gone.signal,
    ...(body.length === 0 ? {} : { body }),
  });
  const headers = [...answered.headers].filter(
    ([name]) => !/^(?:connection|keep-alive|content-length|transfer-encoding)$/.test(name),
  );
  response.writeHead(answered.status, headers.flat());
  if (answered.status >= 400) {
    response.end(JSON.stringify(toBody(readError(answered.status, await answered.text()))));
  } else if (answered.body === null) {
    response.end();
  } else {
    await pipeline(answered.body, response);
  }
}

function readError(status: number, text: string): StubErrorFacts {
  const { message, type, code } = objectOr(objectOr(parseJson(text))['error']);
  const number = numberOrNull(code);
  return {
    status,
    message: stringOr(message, ''),
    type: stringOr(type, ''),
    code: number === null ? (typeof code === 'string' ? code : null) : String(number),
  };
}
