import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readRefusal, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';

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
  return {
    operation: 'chat',
    model: stringOr(fields['model'], ''),
    request: {
      system: fields['system'] === undefined ? null : toText(fields['system']),
      messages: arrayOr(fields['messages']).map(objectOr).map(toMessage),
      maxTokens: numberOrNull(fields['max_tokens']),
      temperature: numberOrNull(fields['temperature']),
      stream: fields['stream'] === true,
    },
  };
}

function toMessage(message: JsonObject): LlmMessage {
  const holdsToolResult = arrayOr(message['content']).some((block) => objectOr(block)['type'] === 'tool_result');
  const role = message['role'] === 'assistant' ? 'assistant' : holdsToolResult ? 'tool' : 'user';
  return { role, text: toText(message['content']) };
}

function toText(content: Json | undefined): string {
  if (typeof content === 'string') {
    return content;
  }
  return arrayOr(content).map(objectOr).map(describeBlock).join('');
}

function describeBlock(block: JsonObject): string {
  switch (block['type']) {
    case 'text':
      return stringOr(block['text'], '');
    case 'tool_result':
      return toText(block['content']);
    case 'tool_use':
      return `[tool_call ${stringOr(block['name'], '')} ${JSON.stringify(block['input'] ?? {})}]`;
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
      finishReason: typeof stopReason === 'string' ? stopReason : null,
      usage: toUsage(inputTokens, numberOrNull(endUsage['output_tokens'])),
    },
    FINISH_REASONS,
  );
}
