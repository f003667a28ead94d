import { get } from 'node:http';
import { InterceptionEscaped } from './interception-escaped.ts';

/** A host that no resolver knows (RFC 6761, `.invalid`): a canary that escapes goes no further than a name look-up. */
export const CANARY_HOST = 'canary.ultra-parity.invalid';

const ANSWER = 'intercepted';

/** `fetch` as a client holds it that was built before interception began. */
const capturedFetch = globalThis.fetch;

export function canaryResponse(): Response {
  return new Response(ANSWER, { headers: { 'content-length': String(ANSWER.length) } });
}

/**
 * Proves that requests are intercepted, one for each way in which a process sends them. Throws
 * PARITY_INTERCEPTION_ESCAPED naming the first that got through.
 */
export async function proveInterception(): Promise<void> {
  await prove('fetch', (url) => readText(globalThis.fetch(url)));
  await prove('a fetch captured earlier', (url) => readText(capturedFetch(url)));
  await prove('node:http', getText);
  // Last: npm's undici adopts the dispatcher of Node's fetch when it is there, and installs its own when it is not.
  const undici = await importIfInstalled('undici');
  if (undici !== null) {
    await prove('npm undici', (url) => readText(undici.fetch(url)));
  }
}

async function prove(name: string, send: (url: string) => Promise<string>): Promise<void> {
  const text = await send(`http://${CANARY_HOST}/`).catch((cause: unknown) => {
    throw new InterceptionEscaped(`a request by ${name} got past it`, { cause });
  });
  if (text !== ANSWER) {
    throw new InterceptionEscaped(`a request by ${name} was answered by somebody else`);
  }
}

async function readText(response: Promise<{ text(): Promise<string> }>): Promise<string> {
  return await (await response).text();
}

function getText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

interface FetchModule {
  fetch(url: string): Promise<{ text(): Promise<string> }>;
}

async function importIfInstalled(name: string): Promise<FetchModule | null> {
  try {
    const module: FetchModule = await import(name);
    return module;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      return null;
    }
    throw error;
  }
}
