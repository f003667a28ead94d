import type { LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import type { LlmOperation, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { readText, toBroken, toUsage } from '../read-outcome.ts';

/**
 * Google countTokens, embedContent, batchEmbedContents and the list of models. Sources: https://ai.google.dev/api/tokens,
 * https://ai.google.dev/api/embeddings, https://ai.google.dev/api/models.
 */
export const googleCounts = { parseRequest, parseResponse };

const OPERATIONS: Readonly<Record<string, LlmOperation>> = {
  countTokens: 'count_tokens',
  embedContent: 'embeddings',
  batchEmbedContents: 'embeddings',
};

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  if (method === 'GET' && /\/v1(?:beta|alpha)?\/models$/.test(url.pathname)) {
    return parsed('models', '', []);
  }
  const [, model = '', verb = ''] = /\/models\/([^/:]+):(\w+)$/.exec(url.pathname) ?? [];
  const operation = OPERATIONS[verb];
  if (method !== 'POST' || operation === undefined) {
    return null;
  }
  return parsed(operation, decodeURIComponent(model), getContents(objectOr(body)));
}

function parsed(operation: LlmOperation, model: string, contents: readonly JsonObject[]): ParsedLlmRequest {
  const messages = contents.map((content) => ({ role: 'user' as const, text: toText(content) }));
  return { operation, model, request: { system: null, messages, maxTokens: null, temperature: null, stream: false } };
}

function getContents(body: JsonObject): readonly JsonObject[] {
  const inner = objectOr(body['generateContentRequest']);
  const contents = [...arrayOr(body['contents']), ...arrayOr(inner['contents'])];
  const batched = arrayOr(body['requests']).map((request) => objectOr(request)['content'] ?? {});
  return [...contents, ...batched, ...(body['content'] === undefined ? [] : [body['content']])].map(objectOr);
}

function toText(content: JsonObject): string {
  return arrayOr(content['parts'])
    .map(objectOr)
    .map((part) => stringOr(part['text'], `[${Object.keys(part)[0] ?? 'part'}]`))
    .join('');
}

function parseResponse(response: ReceivedResponse): LlmOutcome {
  const body = objectOr(parseJson(readText(response)));
  const total = numberOrNull(body['totalTokens']);
  const lists = [body['models'], body['embeddings'], objectOr(body['embedding'])['values']];
  const list = lists.find((value) => Array.isArray(value));
  if (total === null && list === undefined) {
    return toBroken('The response holds neither a count nor a list.');
  }
  const text = total === null ? `[${arrayOr(list).length} items]` : `[${total} tokens]`;
  return { status: 'answered', text, finishReason: 'stop', usage: toUsage(total, null) };
}
