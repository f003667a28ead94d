import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { isJsonObject } from '../../values/json.ts';
import { objectOr, parseJson, stringOr } from '../../values/json-access.ts';
import { writeJson } from '../../values/lossless-json.ts';
import type { StubErrorFacts, StubTranslation } from '../providers/provider.ts';

/** A server in front of a stub of OpenAI: it passes all on, and translates requests and errors. */
export async function startTranslator(
  stub: string,
  translation: StubTranslation,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    translate({ stub, translation, request, response }).catch((error: unknown) =>
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

interface Translated {
  readonly stub: string;
  readonly translation: StubTranslation;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const OF_ONE_CONNECTION = /^(?:connection|keep-alive|content-length|transfer-encoding)$/;

async function translate({ stub, translation, request, response }: Translated): Promise<void> {
  const body = parseJson(await text(request));
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { method = 'GET', url = '/' } = request;
  const received = await fetch(stub + url, {
    method,
    headers: { 'content-type': 'application/json' },
    signal: gone.signal,
    ...(isJsonObject(body) ? { body: writeJson(translation.toRequest(body)) } : {}),
  });
  const headers = [...received.headers].filter(([name]) => !OF_ONE_CONNECTION.test(name));
  response.writeHead(received.status, headers.flat());
  if (received.status >= 400) {
    response.end(JSON.stringify(translation.toErrorBody(readError(received.status, await received.text()))));
  } else if (received.body === null) {
    response.end();
  } else {
    await pipeline(received.body, response);
  }
}

function readError(status: number, body: string): StubErrorFacts {
  const { message, type, code } = objectOr(objectOr(parseJson(body))['error']);
  return {
    status,
    message: stringOr(message, ''),
    type: stringOr(type, ''),
    code: typeof code === 'string' ? code : null,
  };
}
