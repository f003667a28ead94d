import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, type JsonEvents, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmOperation, LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../llm-protocol.ts';
import { answered, broken, refusalOf, textOf, usageOf } from '../outcome.ts';
import { googleCounts } from './google-counts.ts';

/**
 * Google Gemini generateContent, streamGenerateContent, countTokens, embedContent and the list of models. Source:
 * https://ai.google.dev/api/generate-content (GenerateContentRequest, GenerateContentResponse).
 */
export const google: LlmProtocol = {
  provider: 'google',
  origin: 'https://generativelanguage.googleapis.com',
  parseRequest,
  parseResponse,
  errorBody: (message) => ({ error: { code: 599, message, status: 'ULTRA_PARITY_UNRECORDED' } }),
};

function parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null {
  const path = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/.exec(url.pathname);
  if (method !== 'POST' || path === null) {
    return googleCounts.parseRequest(method, url, body);
  }
  const [, model = '', verb = ''] = path;
  const fields = objectOr(body);
  const config = objectOr(fields['generationConfig']);
  const system = fields['systemInstruction'] ?? fields['system_instruction'];
  return {
    operation: 'chat',
    model: decodeURIComponent(model),
    request: {
      system: system === undefined ? null : textOfContent(system),
      messages: arrayOr(fields['contents']).map(objectOr).map(toMessage),
      maxTokens: numberOrNull(config['maxOutputTokens']),
      temperature: numberOrNull(config['temperature']),
      stream: verb === 'streamGenerateContent',
    },
  };
}

function toMessage(content: JsonObject): LlmMessage {
  const holdsToolResult = partsOf(content).some((part) => part['functionResponse'] !== undefined);
  const role = content['role'] === 'model' ? 'assistant' : holdsToolResult ? 'tool' : 'user';
  return { role, text: textOfContent(content) };
}

function partsOf(content: JsonObject): readonly JsonObject[] {
  return arrayOr(content['parts']).map(objectOr);
}

function textOfContent(content: Json): string {
  return typeof content === 'string' ? content : partsOf(objectOr(content)).map(textOfPart).join('');
}

function textOfPart(part: JsonObject): string {
  if (part['thought'] === true) {
    return '';
  }
  if (typeof part['text'] === 'string') {
    return part['text'];
  }
  const call = part['functionCall'];
  if (call !== undefined) {
    return `[tool_call ${stringOr(objectOr(call)['name'], '')} ${JSON.stringify(objectOr(call)['args'] ?? {})}]`;
  }
  const result = part['functionResponse'];
  if (result !== undefined) {
    return JSON.stringify(objectOr(result)['response'] ?? {});
  }
  return `[${Object.keys(part)[0] ?? 'part'}]`;
}

function parseResponse(response: ReceivedResponse, operation: LlmOperation = 'chat'): LlmOutcome {
  const refusal = refusalOf(response);
  if (refusal !== null) {
    return refusal;
  }
  if (operation !== 'chat') {
    return googleCounts.parseResponse(response);
  }
  const stream = chunksOf(response);
  if (stream.status === 'broken') {
    return stream;
  }
  const chunks = stream.events;
  const candidates = chunks.flatMap((chunk) => arrayOr(chunk['candidates'])).map(objectOr);
  const blocked = chunks.map((chunk) => objectOr(chunk['promptFeedback'])['blockReason']);
  const ofFirst = candidates.filter((candidate) => (candidate['index'] ?? 0) === 0);
  const finished = new Set(candidates.filter((one) => typeof one['finishReason'] === 'string').map(indexOf));
  if (candidates.some((candidate) => !finished.has(indexOf(candidate)))) {
    return broken('The answer ends before each candidate has a finishReason.');
  }
  const reasons = [...ofFirst.map((candidate) => candidate['finishReason']), ...blocked];
  const usage = objectOr(chunks.map((chunk) => chunk['usageMetadata']).findLast((value) => value !== undefined));
  return answered({
    text: ofFirst.map((candidate) => textOfContent(candidate['content'] ?? {})).join(''),
    finishReason: reasons.findLast((reason) => typeof reason === 'string') ?? null,
    usage: usageOf(numberOrNull(usage['promptTokenCount']), numberOrNull(usage['candidatesTokenCount'])),
  });
}

function indexOf(candidate: JsonObject): number {
  return numberOrNull(candidate['index']) ?? 0;
}

/** A stream without `alt=sse` is one JSON array of the same chunks. */
function chunksOf(response: ReceivedResponse): JsonEvents {
  const text = textOf(response);
  if (isEventStream(response.headers)) {
    return readJsonEvents(text, { endMark: null });
  }
  const body = parseJson(text);
  if (body === undefined) {
    return { status: 'broken', reason: 'The answer is no JSON.' };
  }
  const chunks = (Array.isArray(body) ? body : [body]).map(objectOr);
  return chunks.some((chunk) => isJsonObject(chunk['error']))
    ? { status: 'broken', reason: 'The answer holds an error.' }
    : { status: 'whole', events: chunks };
}
