import type { LlmMessage, LlmOutcome } from '../../../evidence/llm-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, type JsonEvents, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmOperation, LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readRefusal, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';
import { googleCounts } from './counts.ts';

/**
 * Google Gemini generateContent, streamGenerateContent, countTokens, embedContent and the list of models. Source:
 * https://ai.google.dev/api/generate-content (GenerateContentRequest, GenerateContentResponse).
 */
export const googleGenerateContent: LlmProtocol = { parseRequest, parseResponse };

const FINISH_REASONS: FinishReasons = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
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
      system: system === undefined ? null : toText(system),
      messages: arrayOr(fields['contents']).map(objectOr).map(toMessage),
      maxTokens: numberOrNull(config['maxOutputTokens']),
      temperature: numberOrNull(config['temperature']),
      stream: verb === 'streamGenerateContent',
    },
  };
}

function toMessage(content: JsonObject): LlmMessage {
  const holdsToolResult = getParts(content).some((part) => part['functionResponse'] !== undefined);
  const role = content['role'] === 'model' ? 'assistant' : holdsToolResult ? 'tool' : 'user';
  return { role, text: toText(content) };
}

function getParts(content: JsonObject): readonly JsonObject[] {
  return arrayOr(content['parts']).map(objectOr);
}

function toText(content: Json): string {
  return typeof content === 'string' ? content : getParts(objectOr(content)).map(describePart).join('');
}

function describePart(part: JsonObject): string {
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
  const refusal = readRefusal(response);
  if (refusal !== null) {
    return refusal;
  }
  if (operation !== 'chat') {
    return googleCounts.parseResponse(response);
  }
  const stream = readChunks(response);
  if (stream.status === 'broken') {
    return stream;
  }
  const chunks = stream.events;
  const candidates = chunks.flatMap((chunk) => arrayOr(chunk['candidates'])).map(objectOr);
  const blocked = chunks.map((chunk) => objectOr(chunk['promptFeedback'])['blockReason']);
  const ofFirst = candidates.filter((candidate) => (candidate['index'] ?? 0) === 0);
  const finished = new Set(candidates.filter((one) => typeof one['finishReason'] === 'string').map(getIndex));
  if (candidates.some((candidate) => !finished.has(getIndex(candidate)))) {
    return toBroken('The response ends before each candidate has a finishReason.');
  }
  const reasons = [...ofFirst.map((candidate) => candidate['finishReason']), ...blocked];
  const usage = objectOr(chunks.map((chunk) => chunk['usageMetadata']).findLast((value) => value !== undefined));
  return toOutcome(
    {
      text: ofFirst.map((candidate) => toText(candidate['content'] ?? {})).join(''),
      finishReason: reasons.findLast((reason) => typeof reason === 'string') ?? null,
      usage: toUsage(numberOrNull(usage['promptTokenCount']), numberOrNull(usage['candidatesTokenCount'])),
    },
    FINISH_REASONS,
  );
}

function getIndex(candidate: JsonObject): number {
  return numberOrNull(candidate['index']) ?? 0;
}

/** A stream without `alt=sse` is one JSON array of the same chunks. */
function readChunks(response: ReceivedResponse): JsonEvents {
  const text = readText(response);
  if (isEventStream(response.headers)) {
    return readJsonEvents(text, { endMark: null });
  }
  const body = parseJson(text);
  if (body === undefined) {
    return { status: 'broken', reason: 'The response is no JSON.' };
  }
  const chunks = (Array.isArray(body) ? body : [body]).map(objectOr);
  return chunks.some((chunk) => isJsonObject(chunk['error']))
    ? { status: 'broken', reason: 'The response holds an error.' }
    : { status: 'whole', events: chunks };
}
