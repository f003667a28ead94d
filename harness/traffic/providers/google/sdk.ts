import type { EnhancedGenerateContentResponse, GenerativeModel } from '@google/generative-ai';
import { isJsonObject } from '../../../values/json.ts';
import { callSdk, type ProviderSdk, type SdkCall, type SdkResult, type SdkServer, toJson } from '../sdk-call.ts';

const OPERATION =
  /^\/v1(?:beta|alpha)?\/((?:models|tunedModels)\/[^/:]+):(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/;

export const googleSdk: ProviderSdk = { package: '@google/generative-ai', offers, compatible: null, feed };

/** The SDK always asks for events, so a stream that is one JSON array is none of its operations. */
function offers(method: string, url: URL): boolean {
  const verb = OPERATION.exec(url.pathname)?.[2];
  if (method !== 'POST' || url.hostname !== 'generativelanguage.googleapis.com' || verb === undefined) {
    return false;
  }
  return verb !== 'streamGenerateContent' || /\bsse\b/.test(url.searchParams.get('alt') ?? '');
}

/** This SDK cannot be given another fetch, so it is pointed at a server on loopback. */
async function feed(call: SdkCall, server: SdkServer): Promise<SdkResult> {
  const { GoogleGenerativeAI } = await import('@google/generative-ai');
  const [, model = '', verb = ''] = OPERATION.exec(call.url.pathname) ?? [];
  using offered = server.offer(call.response);
  const client = new GoogleGenerativeAI('unused').getGenerativeModel(
    { model: decodeURIComponent(model) },
    { baseUrl: offered.url },
  );
  const body = isJsonObject(call.body) ? call.body : {};
  return await callSdk(call.response, async () => await ask(client, verb, body));
}

async function ask(client: GenerativeModel, verb: string, body: object): Promise<SdkResult> {
  switch (verb) {
    case 'generateContent':
      return read([(await client.generateContent({ contents: [], ...body })).response]);
    case 'streamGenerateContent': {
      const { stream, response } = await client.generateContentStream({ contents: [], ...body });
      // Both read the same bytes. When one fails, the rejection of the other must be handled, too.
      const whole = response.then(
        (value) => value,
        (error: unknown) => error,
      );
      const chunks: EnhancedGenerateContentResponse[] = [];
      for await (const chunk of stream) {
        chunks.push(chunk);
      }
      const last = await whole;
      if (last instanceof Error) {
        throw last;
      }
      return read(chunks);
    }
    case 'countTokens':
      return { outcome: 'parsed', value: toJson(await client.countTokens(body as never)) };
    case 'embedContent':
      return { outcome: 'parsed', value: toJson(await client.embedContent(body as never)) };
    default:
      return { outcome: 'parsed', value: toJson(await client.batchEmbedContents(body as never)) };
  }
}

/** `text()` throws by design for an answer that was blocked. */
function read(responses: readonly EnhancedGenerateContentResponse[]): SdkResult {
  const value = toJson(responses);
  try {
    for (const response of responses) {
      response.text();
    }
    return { outcome: 'parsed', value };
  } catch (error) {
    if (!(error instanceof Error && 'response' in error)) {
      throw error;
    }
    return { outcome: 'parsed', value, note: 'the provider blocked the answer' };
  }
}
