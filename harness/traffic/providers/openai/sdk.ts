import type OpenAI from 'openai';
import { isJsonObject, type JsonObject } from '../../../values/json.ts';
import {
  callSdk,
  isEventStreamResponse,
  type ProviderSdk,
  readResult,
  type SdkCall,
  type SdkResult,
  toClientOptions,
  toJson,
} from '../sdk-call.ts';

/** What the installed SDK offers, and where: `/v1/<path>` on OpenAI's host, the same paths below any base elsewhere. */
const OPERATIONS: readonly (readonly [
  path: RegExp,
  run: (client: OpenAI, call: SdkCall, path: string) => Promise<SdkResult>,
])[] = [
  [/^POST \/chat\/completions$/, async (client, call) => await create(client.chat.completions, call)],
  [/^POST \/completions$/, async (client, call) => await create(client.completions, call)],
  [/^POST \/responses$/, async (client, call) => await create(client.responses, call)],
  [/^POST \/embeddings$/, async (client, call) => await create(client.embeddings, call)],
  [/^POST \/moderations$/, async (client, call) => await create(client.moderations, call)],
  [/^GET \/models$/, async (client) => ({ outcome: 'parsed', value: toJson((await client.models.list()).data) })],
  [
    /^(?:GET|POST|DELETE) \/(?:chat\/completions\/|responses\/|models\/|files|batches|conversations|vector_stores|images\/|audio\/|fine_tuning\/|assistants|threads)/,
    request,
  ],
];

/** `openai`, which any host that speaks its protocol can be asked with. */
export const openaiSdk: ProviderSdk = {
  package: 'openai',
  offers: (method, url) => findOperation(method, url) !== undefined,
  compatible: /\/chat\/completions$/,
  feed,
};

async function feed(call: SdkCall): Promise<SdkResult> {
  const { default: Client } = await import('openai');
  const client = new Client(toClientOptions(call, 'http://replay.invalid/v1'));
  const run = findOperation(call.method, call.url);
  if (run === undefined) {
    return { outcome: 'failed', reason: 'The SDK has no such operation.' };
  }
  return await callSdk(call.response, async () => await run(client, call, pathBelowBase(call.url)));
}

function findOperation(method: string, url: URL) {
  const operation = `${method} ${pathBelowBase(url)}`;
  return OPERATIONS.find(([pattern]) => pattern.test(operation))?.[1];
}

/** The path below the base URL that a client is given. */
function pathBelowBase(url: URL): string {
  return url.pathname
    .replace(/^.*?\/v\d+(?:beta)?(?:\/openai)?(?=\/)/, '')
    .replace(/^\/openai\/deployments\/[^/]+/, '');
}

interface Creates {
  /** Each resource has overloads of its own; a recorded body is what was sent. */
  create(body: never): PromiseLike<unknown>;
}

async function create(resource: Creates, call: SdkCall): Promise<SdkResult> {
  return await readResult(await resource.create(toBody(call) as never));
}

async function request(client: OpenAI, call: SdkCall, path: string): Promise<SdkResult> {
  const method = call.method === 'GET' ? 'get' : call.method === 'DELETE' ? 'delete' : 'post';
  const isBinary = /\/(?:content|speech)$/.test(path);
  const result = await client.request({
    method,
    path,
    stream: isEventStreamResponse(call.response),
    ...(isBinary ? { __binaryResponse: true } : {}),
  });
  return isBinary ? { outcome: 'parsed', value: null } : await readResult(result);
}

function toBody({ body }: SdkCall): JsonObject {
  return isJsonObject(body) ? body : {};
}
