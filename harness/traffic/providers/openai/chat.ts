import type { LlmMessage, LlmOutcome, LlmToolCall } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';
import { isPlainText, omit, parseArguments, ToolCallIds, toLlmRequest, toMessage } from '../read-request.ts';

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
  const end = messages.findIndex((message) => !isInstruction(message));
  const instructions = messages.slice(0, end === -1 ? messages.length : end);
  const ids = new ToolCallIds();
  return {
    operation: 'chat',
    model: stringOr(fields['model'], ''),
    request: toLlmRequest({
      system: instructions.length === 0 ? null : instructions.map(({ content }) => toText(content)).join('\n\n'),
      messages: messages.slice(instructions.length).map((message) => readMessage(message, ids)),
      stream: fields['stream'] === true,
      options: omit(fields, ['model', 'messages', 'stream']),
      maxTokens: ['max_completion_tokens', 'max_tokens'],
      temperature: ['temperature'],
    }),
  };
}

/** Text before the first message of the conversation. What holds more than text stays a message. */
function isInstruction({ role, content, ...more }: JsonObject): boolean {
  return isSystem(role) && isPlainText(content) && Object.keys(more).length === 0;
}

function isSystem(role: Json | undefined): boolean {
  return role === 'system' || role === 'developer';
}

function readMessage(message: JsonObject, ids: ToolCallIds): LlmMessage {
  const { role, content, tool_calls: calls, tool_call_id: callId, ...more } = message;
  const functions = arrayOr(calls).map(objectOr);
  const areFunctions = functions.every(({ function: called }) => called !== undefined);
  return toMessage({
    role: isSystem(role) ? 'system' : role === 'assistant' || role === 'tool' ? role : 'user',
    text: toText(content),
    toolCalls: areFunctions ? functions.map((call) => readToolCall(call, ids)) : [],
    toolCallId: ids.number(callId),
    other: {
      ...more,
      ...(isPlainText(content) ? {} : { content: content ?? null }),
      ...(areFunctions ? {} : { tool_calls: calls ?? null }),
    },
  });
}

function readToolCall({ id, function: called }: JsonObject, ids: ToolCallIds): LlmToolCall {
  const number = ids.number(id);
  return { ...(number === undefined ? {} : { id: number }), ...readFunction(objectOr(called)) };
}

function readFunction({ name, arguments: given }: JsonObject): LlmToolCall {
  return { name: stringOr(name, ''), arguments: parseArguments(given) };
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

/** @param reasons the words of a provider that has others than OpenAI */
function parseResponse(response: ReceivedResponse, reasons: FinishReasons = FINISH_REASONS): LlmOutcome {
  const text = readText(response);
  return isEventStream(response.headers) ? parseStream(text, reasons) : parseWhole(text, reasons);
}

function parseWhole(text: string, reasons: FinishReasons): LlmOutcome {
  const body = objectOr(parseJson(text));
  const choice = objectOr(arrayOr(body['choices'])[0]);
  const message = objectOr(choice['message']);
  const { content, refusal, tool_calls: calls, function_call: called } = message;
  return toOutcome(
    {
      text: toText(content) + stringOr(refusal, ''),
      toolCalls: [...arrayOr(calls).map(readCalled), ...(called ? [readFunction(objectOr(called))] : [])],
      finishReason: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : null,
      usage: readUsage(body),
    },
    reasons,
  );
}

/** A function, or a tool of the project's own kind, which takes a text. */
function readCalled(call: Json): LlmToolCall {
  const { function: called, custom } = objectOr(call);
  if (called !== undefined) {
    return readFunction(objectOr(called));
  }
  const { name, input } = objectOr(custom);
  return { name: stringOr(name, ''), arguments: input ?? null };
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
  const deltas = ofFirst.map((choice) => objectOr(choice['delta']));
  return toOutcome(
    {
      text: deltas.map(({ content, refusal }) => toText(content) + stringOr(refusal, '')).join(''),
      toolCalls: assembleToolCalls(deltas),
      finishReason: ended.get(0) ?? null,
      usage: chunks.map(readUsage).findLast((usage) => usage !== null) ?? null,
    },
    reasons,
  );
}

/** Each piece of a call names its index; the first holds the name, and all together the arguments. */
function assembleToolCalls(deltas: readonly JsonObject[]): readonly LlmToolCall[] {
  const pieces = deltas.flatMap(({ tool_calls: calls, function_call: called }) => [
    ...arrayOr(calls).map(objectOr),
    ...(called ? [{ index: 0, function: called }] : []),
  ]);
  const calls = Map.groupBy(pieces, ({ index }) => numberOrNull(index) ?? 0);
  return [...calls]
    .toSorted(([a], [b]) => a - b)
    .map(([, parts]) => {
      const functions = parts.map((part) => objectOr(part['function'] ?? part['custom']));
      const join = (name: string) => functions.map((one) => stringOr(one[name], '')).join('');
      return { name: join('name'), arguments: parseArguments(join('arguments') + join('input')) };
    });
}

function readUsage(body: JsonObject) {
  const usage = objectOr(body['usage']);
  return toUsage(numberOrNull(usage['prompt_tokens']), numberOrNull(usage['completion_tokens']));
}
