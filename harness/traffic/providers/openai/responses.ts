import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';
import { omit, parseArguments, ToolCallIds, toLlmRequest, toMessage } from '../read-request.ts';

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
  const { input, instructions } = fields;
  const ids = new ToolCallIds();
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : arrayOr(input).map(objectOr);
  return {
    operation: 'responses',
    model: stringOr(fields['model'], ''),
    request: toLlmRequest({
      system: typeof instructions === 'string' ? instructions : null,
      messages: items.map((item) => readItem(item, ids)),
      stream: fields['stream'] === true,
      options: omit(fields, [
        'model',
        'input',
        'stream',
        ...(typeof instructions === 'string' ? ['instructions'] : []),
      ]),
      maxTokens: ['max_output_tokens'],
      temperature: ['temperature'],
    }),
  };
}

function readItem(item: JsonObject, ids: ToolCallIds): LlmMessage {
  const { type, role, content, call_id: callId, id: _, status: __, ...more } = item;
  switch (type) {
    case undefined:
    case 'message':
      return toMessage({
        role: role === 'assistant' ? 'assistant' : role === 'system' || role === 'developer' ? 'system' : 'user',
        text: toText(content),
        other: { ...more, ...(isPlain(content) ? {} : { content: content ?? null }) },
      });
    case 'function_call': {
      const number = ids.number(callId);
      const call = { name: stringOr(more['name'], ''), arguments: parseArguments(more['arguments']) };
      return toMessage({
        role: 'assistant',
        text: '',
        toolCalls: [number === undefined ? call : { id: number, ...call }],
        other: omit(more, ['name', 'arguments']),
      });
    }
    case 'function_call_output':
      return toMessage({
        role: 'tool',
        text: toText(more['output']),
        toolCallId: ids.number(callId),
        other: isPlain(more['output']) ? omit(more, ['output']) : more,
      });
    default:
      return toMessage({ role: 'user', text: describeItem(item), other: omit(item, ['id', 'status']) });
  }
}

/** Texts that hold nothing but text. A response that is sent again has empty lists beside it. */
function isPlain(content: Json | undefined): boolean {
  return (
    typeof content === 'string' ||
    arrayOr(content)
      .map(objectOr)
      .every(({ type, text, annotations, logprobs, ...more }) => {
        const isText = /^(?:input|output)_text$/.test(stringOr(type, '')) && typeof text === 'string';
        const isBare = arrayOr(annotations).length === 0 && arrayOr(logprobs).length === 0;
        return isText && isBare && Object.keys(more).length === 0;
      })
  );
}

function describeItem(item: JsonObject): string {
  switch (item['type']) {
    case 'message':
      return toText(item['content']);
    case 'function_call':
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
      toolCalls: items
        .filter(({ type }) => type === 'function_call')
        .map((item) => ({ name: stringOr(item['name'], ''), arguments: parseArguments(item['arguments']) })),
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
