import type { LlmMessage, LlmOutcome, LlmToolCall } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readRefusal, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';
import { isPlainText, omit, parseArguments, ToolCallIds, toLlmRequest, toMessage } from '../read-request.ts';

/**
 * Anthropic messages, whole and streamed. Sources: https://docs.anthropic.com/en/api/messages and
 * .../messages-streaming.
 */
export const anthropicMessages: LlmProtocol = { parseRequest, parseResponse };

const FINISH_REASONS: FinishReasons = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  if (method !== 'POST' || !url.pathname.endsWith('/v1/messages')) {
    return null;
  }
  const fields = objectOr(body);
  const { system } = fields;
  const ids = new ToolCallIds();
  return {
    operation: 'chat',
    model: stringOr(fields['model'], ''),
    request: toLlmRequest({
      system: system === undefined ? null : toText(system),
      messages: arrayOr(fields['messages'])
        .map(objectOr)
        .flatMap((message) => readMessage(message, ids)),
      stream: fields['stream'] === true,
      // Blocks with more than a text, such as where the prompt is cached, are kept as they are.
      options: omit(fields, ['model', 'messages', 'stream', ...(isPlainText(system) ? ['system'] : [])]),
      maxTokens: ['max_tokens'],
      temperature: ['temperature'],
    }),
  };
}

/** The message, and before it each result of a tool that it holds as a message of its own. */
function readMessage({ role, content, ...more }: JsonObject, ids: ToolCallIds): readonly LlmMessage[] {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : arrayOr(content).map(objectOr);
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const calls = blocks.filter(({ type }) => type === 'tool_use');
  const rest = blocks.filter((block) => !results.includes(block) && !calls.includes(block));
  const own = toMessage({
    role: role === 'assistant' ? 'assistant' : 'user',
    text: toText(rest),
    toolCalls: calls.map((block) => ({ ...numbered(ids, block['id']), ...readToolUse(block) })),
    other: { ...more, ...(isPlainText(rest) ? {} : { content: rest }) },
  });
  const isWhole = rest.length > 0 || calls.length > 0 || results.length === 0;
  return [...results.map((block) => readToolResult(block, ids)), ...(isWhole ? [own] : [])];
}

function readToolResult(block: JsonObject, ids: ToolCallIds): LlmMessage {
  const { content, tool_use_id: id } = block;
  const other = omit(block, ['type', 'tool_use_id', ...(isPlainText(content) ? ['content'] : [])]);
  return toMessage({ role: 'tool', text: toText(content), toolCallId: ids.number(id), other });
}

function readToolUse({ name, input }: JsonObject): LlmToolCall {
  return { name: stringOr(name, ''), arguments: input ?? {} };
}

function numbered(ids: ToolCallIds, id: Json | undefined): { readonly id?: string } {
  const number = ids.number(id);
  return number === undefined ? {} : { id: number };
}

function toText(content: Json | undefined): string {
  return typeof content === 'string' ? content : arrayOr(content).map(objectOr).map(describeBlock).join('');
}

function describeBlock(block: JsonObject): string {
  switch (block['type']) {
    case 'text':
      return stringOr(block['text'], '');
    case 'tool_use':
    case 'thinking':
    case 'redacted_thinking':
      return '';
    default:
      return `[${stringOr(block['type'], 'block')}]`;
  }
}

function parseResponse(response: ReceivedResponse): LlmOutcome {
  const refusal = readRefusal(response);
  if (refusal !== null) {
    return refusal;
  }
  return isEventStream(response.headers) ? parseStream(readText(response)) : parseWhole(readText(response));
}

function parseWhole(text: string): LlmOutcome {
  const body = objectOr(parseJson(text));
  const usage = objectOr(body['usage']);
  return toOutcome(
    {
      text: toText(body['content']),
      toolCalls: arrayOr(body['content'])
        .map(objectOr)
        .filter(({ type }) => type === 'tool_use')
        .map(readToolUse),
      finishReason: typeof body['stop_reason'] === 'string' ? body['stop_reason'] : null,
      usage: toUsage(numberOrNull(usage['input_tokens']), numberOrNull(usage['output_tokens'])),
    },
    FINISH_REASONS,
  );
}

/** message_start, blocks that each start and stop, message_delta with the stop reason, message_stop; `ping` anywhere. */
function parseStream(text: string): LlmOutcome {
  const stream = readJsonEvents(text, { endMark: null });
  if (stream.status === 'broken') {
    return stream;
  }
  const events = stream.events.filter((event) => event['type'] !== 'ping');
  if (events.at(-1)?.['type'] !== 'message_stop') {
    return toBroken('The stream ends before "message_stop".');
  }
  if (events[0]?.['type'] !== 'message_start') {
    return toBroken('The stream does not begin with "message_start".');
  }
  const blocks = (type: string) => events.filter((event) => event['type'] === type).map((event) => event['index']);
  const stopped = new Set(blocks('content_block_stop'));
  if (blocks('content_block_start').some((index) => !stopped.has(index))) {
    return toBroken('The stream holds a content block that does not stop.');
  }
  const started = objectOr(objectOr(events[0])['message']);
  const ended = objectOr(events.findLast((event) => event['type'] === 'message_delta'));
  const stopReason = objectOr(ended['delta'])['stop_reason'];
  const endUsage = objectOr(ended['usage']);
  const inputTokens =
    numberOrNull(endUsage['input_tokens']) ?? numberOrNull(objectOr(started['usage'])['input_tokens']);
  return toOutcome(
    {
      text: events.map((event) => stringOr(objectOr(event['delta'])['text'], '')).join(''),
      toolCalls: assembleToolCalls(events),
      finishReason: typeof stopReason === 'string' ? stopReason : null,
      usage: toUsage(inputTokens, numberOrNull(endUsage['output_tokens'])),
    },
    FINISH_REASONS,
  );
}

/** A block of a tool begins with its name; the pieces of its arguments follow under the same index. */
function assembleToolCalls(events: readonly JsonObject[]): readonly LlmToolCall[] {
  const started = events.filter(
    ({ type, content_block: block }) => type === 'content_block_start' && objectOr(block)['type'] === 'tool_use',
  );
  return started.map(({ index, content_block: block }) => {
    const pieces = events.filter((event) => event['index'] === index).map((event) => objectOr(event['delta']));
    const text = pieces.map((delta) => stringOr(delta['partial_json'], '')).join('');
    const { name, input } = objectOr(block);
    return { name: stringOr(name, ''), arguments: text === '' ? (input ?? {}) : parseArguments(text) };
  });
}
