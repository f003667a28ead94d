import type { LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { readText, toBroken, toUsage } from '../read-outcome.ts';
import { omit, toLlmRequest } from '../read-request.ts';

/**
 * OpenAI embeddings and the list of models: responses that are one list. Sources:
 * https://platform.openai.com/docs/api-reference/embeddings/create and .../models/list.
 */
export const openaiLists = { parseRequest, parseResponse };

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  const fields = objectOr(body);
  const isEmbeddings = method === 'POST' && url.pathname.endsWith('/embeddings');
  if (!isEmbeddings && !(method === 'GET' && url.pathname.endsWith('/models'))) {
    return null;
  }
  const input = fields['input'];
  const texts = typeof input === 'string' ? [input] : arrayOr(input).map((text) => stringOr(text, '[tokens]'));
  const isText = typeof input === 'string' || arrayOr(input).every((text) => typeof text === 'string');
  return {
    operation: isEmbeddings ? 'embeddings' : 'models',
    model: stringOr(fields['model'], ''),
    request: toLlmRequest({
      system: null,
      messages: texts.map((text) => ({ role: 'user', text })),
      stream: false,
      options: omit(fields, ['model', ...(isText ? ['input'] : [])]),
      maxTokens: [],
      temperature: [],
    }),
  };
}

function parseResponse(response: ReceivedResponse): LlmOutcome {
  const body = objectOr(parseJson(readText(response)));
  if (!Array.isArray(body['data'])) {
    return toBroken('The response is no list.');
  }
  const usage = objectOr(body['usage']);
  return {
    status: 'answered',
    text: `[${body['data'].length} items]`,
    finishReason: 'stop',
    usage: toUsage(numberOrNull(usage['prompt_tokens']), null),
  };
}
