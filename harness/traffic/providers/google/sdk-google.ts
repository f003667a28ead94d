import type { EnhancedGenerateContentResponse, GenerativeModel } from '@google/generative-ai';
import { isJsonObject } from '../../../values/json.ts';
import type { AnswerServer } from '../../maintenance/answer-server.ts';
import { callSdk, type SdkCall, type SdkResult, toJson } from '../../maintenance/sdk-answer.ts';

const OPERATION =
  /^\/v1(?:beta|alpha)?\/((?:models|tunedModels)\/[^/:]+):(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/;

/** The SDK always asks for events, so a stream that is one JSON array is not of its operations. */
export function isGoogleOperation(method: string, url: URL): boolean {
  const verb = OPERATION.exec(url.pathname)?.[2];
  if (method !== 'POST' || url.hostname !== 'generativelanguage.googleapis.com' || verb === undefined) {
    return false;
  }
  return verb !== 'streamGenerateContent' || /\bsse\b/.test(url.searchParams.get('alt') ?? '');
}

/** This SDK takes no fetch of one's own, so it is pointed at a server on loopback. */
export async function feedGoogle(call: SdkCall, server: AnswerServer): Promise<SdkResult> {
  const { GoogleGenerativeAI } = await import('@google/generative-ai');
  const [, model = '', verb = ''] = OPERATION.exec(call.url.pathname) ?? [];
  using offered = server.offer(call.answer);
  const client = new GoogleGenerativeAI('unused').getGenerativeModel(
    { model: decodeURIComponent(model) },
    { baseUrl: offered.url },
  );
  const body = isJsonObject(call.body) ? call.body : {};
  return await callSdk(call.answer, async () => await ask(client, verb, body));
}

async function ask(client: GenerativeModel, verb: string, body: object): Promise<SdkResult> {
  switch (verb) {
    case 'generateContent':
      return read([(await client.generateContent({ contents: [], ...body })).response]);
    case 'streamGenerateContent': {
      const { stream, response } = await client.generateContentStream({ contents: [], ...body });
      // Both read the same bytes. Whoever fails first, the other must not fail unheard.
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
