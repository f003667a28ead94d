import type { LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import type { LlmOperation, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { readText, toBroken, toUsage } from '../read-outcome.ts';
import { omit, toLlmRequest } from '../read-request.ts';

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
    return toParsed('models', [], {});
  }
  const [, model = '', verb = ''] = /\/models\/([^/:]+):(\w+)$/.exec(url.pathname) ?? [];
  const operation = OPERATIONS[verb];
  if (method !== 'POST' || operation === undefined) {
    return null;
  }
  const fields = objectOr(body);
  const contents = getContents(fields);
  const isPlain = contents.every((content) => getParts(content).every(isText));
  const options = omit(fields, isPlain && fields['generateContentRequest'] === undefined ? CONTENTS : []);
  return { ...toParsed(operation, contents, options), model: decodeURIComponent(model) };
}

const CONTENTS = ['contents', 'content', 'requests'];

function toParsed(operation: LlmOperation, contents: readonly JsonObject[], options: JsonObject): ParsedLlmRequest {
  const request = toLlmRequest({
    system: null,
    messages: contents.map((content) => ({ role: 'user', text: toText(content) })),
    stream: false,
    options,
    maxTokens: [],
    temperature: [],
  });
  return { operation, model: '', request };
}

function getContents(body: JsonObject): readonly JsonObject[] {
  const inner = objectOr(body['generateContentRequest']);
  const contents = [...arrayOr(body['contents']), ...arrayOr(inner['contents'])];
  const batched = arrayOr(body['requests']).map((request) => objectOr(request)['content'] ?? {});
  return [...contents, ...batched, ...(body['content'] === undefined ? [] : [body['content']])].map(objectOr);
}

function toText(content: JsonObject): string {
  return getParts(content)
    .map((part) => stringOr(part['text'], `[${Object.keys(part)[0] ?? 'part'}]`))
    .join('');
}

function getParts(content: JsonObject): readonly JsonObject[] {
  return arrayOr(content['parts']).map(objectOr);
}

function isText(part: JsonObject): boolean {
  return typeof part['text'] === 'string' && Object.keys(part).length === 1;
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
