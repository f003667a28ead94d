import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';

/**
 * The OpenAI Responses API, whole and streamed. Sources: https://platform.openai.com/docs/api-reference/responses/create
 * and .../responses-streaming: a stream ends with `response.completed`, `response.incomplete` or `response.failed`.
 */
export const openaiResponses = { parseRequest, parseResponse };

/** In the words of chat completions, which {@link readFinishReason} gives. */
const FINISH_REASONS: FinishReasons = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
};

function parseRequest(body: Json): ParsedLlmRequest {
  const fields = objectOr(body);
  const input = fields['input'];
  return {
    operation: 'responses',
    model: stringOr(fields['model'], ''),
    request: {
      system: typeof fields['instructions'] === 'string' ? fields['instructions'] : null,
      messages:
        typeof input === 'string' ? [{ role: 'user', text: input }] : arrayOr(input).map(objectOr).map(toMessage),
      maxTokens: numberOrNull(fields['max_output_tokens']),
      temperature: numberOrNull(fields['temperature']),
      stream: fields['stream'] === true,
    },
  };
}

function toMessage(item: JsonObject): LlmMessage {
  if (item['type'] === 'function_call_output') {
    return { role: 'tool', text: toText(item['output']) };
  }
  return { role: item['role'] === 'assistant' ? 'assistant' : 'user', text: describeItem(item) };
}

function describeItem(item: JsonObject): string {
  switch (item['type']) {
    case undefined:
    case 'message':
      return toText(item['content']);
    case 'function_call':
      return `[tool_call ${stringOr(item['name'], '')} ${stringOr(item['arguments'], '')}]`;
    case 'reasoning':
      return '';
    default:
      return `[${stringOr(item['type'], 'item')}]`;
  }
}

function toText(content: Json | undefined): string {
  if (typeof content === 'string') {
    return content;
  }
  return arrayOr(content)
    .map(objectOr)
    .map((part) => stringOr(part['text'], stringOr(part['refusal'], `[${stringOr(part['type'], 'part')}]`)))
    .join('');
}

function parseResponse(response: ReceivedResponse): LlmOutcome {
  const text = readText(response);
  return isEventStream(response.headers) ? parseStream(text) : readOutcome(objectOr(parseJson(text)));
}

function parseStream(text: string): LlmOutcome {
  const stream = readJsonEvents(text, { endMark: null });
  if (stream.status === 'broken') {
    return stream;
  }
  const last = objectOr(stream.events.at(-1));
  if (last['type'] === 'response.failed') {
    return toBroken('The stream ends with "response.failed".');
  }
  if (last['type'] !== 'response.completed' && last['type'] !== 'response.incomplete') {
    return toBroken('The stream ends before "response.completed".');
  }
  return readOutcome(objectOr(last['response']));
}

function readOutcome(body: JsonObject): LlmOutcome {
  const items = arrayOr(body['output']).map(objectOr);
  const usage = objectOr(body['usage']);
  return toOutcome(
    {
      text: items.map(describeItem).join(''),
      finishReason: readFinishReason(body, items),
      usage: toUsage(numberOrNull(usage['input_tokens']), numberOrNull(usage['output_tokens'])),
    },
    FINISH_REASONS,
  );
}

/** In the words of chat completions, which the Responses API does not have. */
function readFinishReason(body: JsonObject, items: readonly JsonObject[]): string | null {
  if (typeof body['status'] !== 'string') {
    return null;
  }
  const reason = objectOr(body['incomplete_details'])['reason'];
  if (reason === 'max_output_tokens') {
    return 'length';
  }
  if (typeof reason === 'string') {
    return reason;
  }
  if (body['status'] !== 'completed') {
    return body['status'];
  }
  return items.some((item) => item['type'] === 'function_call') ? 'tool_calls' : 'stop';
}
