import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmOperation, LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../llm-protocol.ts';
import { answered, broken, refusalOf, textOf, usageOf } from '../outcome.ts';
import { openaiLists } from './openai-lists.ts';
import { openaiResponses } from './openai-responses.ts';

/**
 * OpenAI chat completions and Responses, whole and streamed; embeddings; the list of models. Sources:
 * https://platform.openai.com/docs/api-reference/chat/create and .../chat-streaming.
 */
export const openai: LlmProtocol = {
  provider: 'openai',
  origin: 'https://api.openai.com',
  parseRequest,
  parseResponse,
  errorBody: (message) => ({
    error: { message, type: 'ultra_parity_error', param: null, code: 'ultra_parity_unrecorded' },
  }),
};

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  const isChat = method === 'POST' && url.pathname.endsWith('/chat/completions');
  if (!isChat) {
    return openaiResponses.parseRequest(method, url, body) ?? openaiLists.parseRequest(method, url, body);
  }
  const fields = objectOr(body);
  const messages = arrayOr(fields['messages']).map(objectOr);
  const instructions = messages.filter(isInstruction).map((message) => textOfContent(message['content']));
  return {
    operation: 'chat',
    model: stringOr(fields['model'], ''),
    request: {
      system: instructions.length === 0 ? null : instructions.join('\n\n'),
      messages: messages.filter((message) => !isInstruction(message)).map(toMessage),
      maxTokens: numberOrNull(fields['max_completion_tokens']) ?? numberOrNull(fields['max_tokens']),
      temperature: numberOrNull(fields['temperature']),
      stream: fields['stream'] === true,
    },
  };
}

function isInstruction(message: JsonObject): boolean {
  return message['role'] === 'system' || message['role'] === 'developer';
}

function toMessage(message: JsonObject): LlmMessage {
  const role = message['role'] === 'assistant' ? 'assistant' : message['role'] === 'tool' ? 'tool' : 'user';
  return { role, text: textOfContent(message['content']) + textOfToolCalls(message['tool_calls']) };
}

function textOfContent(content: Json | undefined): string {
  if (typeof content === 'string') {
    return content;
  }
  return arrayOr(content)
    .map(objectOr)
    .map((part) => stringOr(part['text'], `[${stringOr(part['type'], 'part')}]`))
    .join('');
}

function textOfToolCalls(calls: Json | undefined): string {
  return arrayOr(calls)
    .map((call) => objectOr(objectOr(call)['function']))
    .map((call) => `[tool_call ${stringOr(call['name'], '')} ${stringOr(call['arguments'], '')}]`)
    .join('');
}

function parseResponse(response: ReceivedResponse, operation: LlmOperation = 'chat'): LlmOutcome {
  const refusal = refusalOf(response);
  if (refusal !== null) {
    return refusal;
  }
  if (operation === 'responses') {
    return openaiResponses.parseResponse(response);
  }
  if (operation !== 'chat') {
    return openaiLists.parseResponse(response);
  }
  return isEventStream(response.headers) ? parseStream(textOf(response)) : parseWhole(textOf(response));
}

function parseWhole(text: string): LlmOutcome {
  const body = objectOr(parseJson(text));
  const choice = objectOr(arrayOr(body['choices'])[0]);
  const message = objectOr(choice['message']);
  return answered({
    text: textOfContent(message['content']) + textOfToolCalls(message['tool_calls']),
    finishReason: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : null,
    usage: usageIn(body),
  });
}

/** Chunks, of which each choice has said why it ended, then `[DONE]`. */
function parseStream(text: string): LlmOutcome {
  const stream = readJsonEvents(text, { endMark: '[DONE]' });
  if (stream.status === 'broken') {
    return stream;
  }
  const chunks = stream.events;
  const choices = chunks.flatMap((chunk) => arrayOr(chunk['choices'])).map(objectOr);
  const reasons = new Map(choices.map((choice) => [choice['index'] ?? 0, null as string | null]));
  for (const choice of choices) {
    if (typeof choice['finish_reason'] === 'string') {
      reasons.set(choice['index'] ?? 0, choice['finish_reason']);
    }
  }
  if ([...reasons.values()].includes(null)) {
    return broken('The stream ends before each choice has a finish_reason.');
  }
  const ofFirst = choices.filter((choice) => (choice['index'] ?? 0) === 0);
  return answered({
    text: ofFirst.map((choice) => textOfContent(objectOr(choice['delta'])['content'])).join(''),
    finishReason: reasons.get(0) ?? null,
    usage: chunks.map(usageIn).findLast((usage) => usage !== null) ?? null,
  });
}

function usageIn(body: JsonObject) {
  const usage = objectOr(body['usage']);
  return usageOf(numberOrNull(usage['prompt_tokens']), numberOrNull(usage['completion_tokens']));
}
