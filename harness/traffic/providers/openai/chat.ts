import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';

/**
 * Chat completions, whole and streamed, as OpenAI has them and others after it. Sources:
 * https://platform.openai.com/docs/api-reference/chat/create and .../chat-streaming.
 */
export const openaiChat = { parseRequest, parseResponse };

const FINISH_REASONS: FinishReasons = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
};

function parseRequest(body: Json): ParsedLlmRequest {
  const fields = objectOr(body);
  const messages = arrayOr(fields['messages']).map(objectOr);
  const instructions = messages.filter(isInstruction).map((message) => toText(message['content']));
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
  return { role, text: toText(message['content']) + describeToolCalls(message['tool_calls']) };
}

function toText(content: Json | undefined): string {
  if (typeof content === 'string') {
    return content;
  }
  return arrayOr(content)
    .map(objectOr)
    .map((part) => stringOr(part['text'], `[${stringOr(part['type'], 'part')}]`))
    .join('');
}

function describeToolCalls(calls: Json | undefined): string {
  return arrayOr(calls)
    .map((call) => objectOr(objectOr(call)['function']))
    .map((call) => `[tool_call ${stringOr(call['name'], '')} ${stringOr(call['arguments'], '')}]`)
    .join('');
}

/** @param reasons the words of a provider that has others than OpenAI */
function parseResponse(response: ReceivedResponse, reasons: FinishReasons = FINISH_REASONS): LlmOutcome {
  const text = readText(response);
  return isEventStream(response.headers) ? parseStream(text, reasons) : parseWhole(text, reasons);
}

function parseWhole(text: string, reasons: FinishReasons): LlmOutcome {
  const body = objectOr(parseJson(text));
  const choice = objectOr(arrayOr(body['choices'])[0]);
  const message = objectOr(choice['message']);
  return toOutcome(
    {
      text: toText(message['content']) + describeToolCalls(message['tool_calls']),
      finishReason: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : null,
      usage: readUsage(body),
    },
    reasons,
  );
}

/** Chunks in which each choice says why it ended, then `[DONE]`. */
function parseStream(text: string, reasons: FinishReasons): LlmOutcome {
  const stream = readJsonEvents(text, { endMark: '[DONE]' });
  if (stream.status === 'broken') {
    return stream;
  }
  const chunks = stream.events;
  const choices = chunks.flatMap((chunk) => arrayOr(chunk['choices'])).map(objectOr);
  const ended = new Map(choices.map((choice) => [choice['index'] ?? 0, null as string | null]));
  for (const choice of choices) {
    if (typeof choice['finish_reason'] === 'string') {
      ended.set(choice['index'] ?? 0, choice['finish_reason']);
    }
  }
  if ([...ended.values()].includes(null)) {
    return toBroken('The stream ends before each choice has a finish_reason.');
  }
  const ofFirst = choices.filter((choice) => (choice['index'] ?? 0) === 0);
  return toOutcome(
    {
      text: ofFirst.map((choice) => toText(objectOr(choice['delta'])['content'])).join(''),
      finishReason: ended.get(0) ?? null,
      usage: chunks.map(readUsage).findLast((usage) => usage !== null) ?? null,
    },
    reasons,
  );
}

function readUsage(body: JsonObject) {
  const usage = objectOr(body['usage']);
  return toUsage(numberOrNull(usage['prompt_tokens']), numberOrNull(usage['completion_tokens']));
}
