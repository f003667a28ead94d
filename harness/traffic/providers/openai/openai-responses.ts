import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { ParsedLlmRequest, ReceivedResponse } from '../llm-protocol.ts';
import { answered, broken, textOf, usageOf } from '../outcome.ts';

/**
 * The OpenAI Responses API, whole and streamed. Sources: https://platform.openai.com/docs/api-reference/responses/create
 * and .../responses-streaming: a stream ends with `response.completed`, `response.incomplete` or `response.failed`.
 */
export const openaiResponses = { parseRequest, parseResponse };

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  if (method !== 'POST' || !url.pathname.endsWith('/responses')) {
    return null;
  }
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
    return { role: 'tool', text: textOfContent(item['output']) };
  }
  return { role: item['role'] === 'assistant' ? 'assistant' : 'user', text: textOfItem(item) };
}

function textOfItem(item: JsonObject): string {
  switch (item['type']) {
    case undefined:
    case 'message':
      return textOfContent(item['content']);
    case 'function_call':
      return `[tool_call ${stringOr(item['name'], '')} ${stringOr(item['arguments'], '')}]`;
    case 'reasoning':
      return '';
    default:
      return `[${stringOr(item['type'], 'item')}]`;
  }
}

function textOfContent(content: Json | undefined): string {
  if (typeof content === 'string') {
    return content;
  }
  return arrayOr(content)
    .map(objectOr)
    .map((part) => stringOr(part['text'], stringOr(part['refusal'], `[${stringOr(part['type'], 'part')}]`)))
    .join('');
}

function parseResponse(response: ReceivedResponse): LlmOutcome {
  const text = textOf(response);
  return isEventStream(response.headers) ? parseStream(text) : outcomeOf(objectOr(parseJson(text)));
}

function parseStream(text: string): LlmOutcome {
  const stream = readJsonEvents(text, { endMark: null });
  if (stream.status === 'broken') {
    return stream;
  }
  const last = objectOr(stream.events.at(-1));
  if (last['type'] === 'response.failed') {
    return broken('The stream ends with "response.failed".');
  }
  if (last['type'] !== 'response.completed' && last['type'] !== 'response.incomplete') {
    return broken('The stream ends before "response.completed".');
  }
  return outcomeOf(objectOr(last['response']));
}

function outcomeOf(body: JsonObject): LlmOutcome {
  const items = arrayOr(body['output']).map(objectOr);
  const usage = objectOr(body['usage']);
  return answered({
    text: items.map(textOfItem).join(''),
    finishReason: finishReasonOf(body, items),
    usage: usageOf(numberOrNull(usage['input_tokens']), numberOrNull(usage['output_tokens'])),
  });
}

/** In the words of chat completions, which the Responses API does not have. */
function finishReasonOf(body: JsonObject, items: readonly JsonObject[]): string | null {
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
