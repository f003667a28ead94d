import type { LlmMessage, LlmOutcome, LlmToolCall } from '../../../evidence/llm-call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson, stringOr } from '../../../values/json-access.ts';
import { isEventStream, type JsonEvents, readJsonEvents } from '../../../values/server-sent-events.ts';
import type { LlmOperation, LlmProtocol, ParsedLlmRequest, ReceivedResponse } from '../provider.ts';
import { type FinishReasons, readRefusal, readText, toBroken, toOutcome, toUsage } from '../read-outcome.ts';
import { isEmpty, omit, ToolCallIds, toLlmRequest, toMessage } from '../read-request.ts';
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
  const { contents, generationConfig, ...members } = objectOr(body);
  const config = objectOr(generationConfig);
  const system = members['systemInstruction'] ?? members['system_instruction'];
  const ids = new ToolCallIds();
  const { options: left = {}, ...request } = toLlmRequest({
    system: system === undefined ? null : toText(system),
    messages: arrayOr(contents)
      .map(objectOr)
      .flatMap((content) => readContent(content, ids)),
    stream: verb === 'streamGenerateContent',
    options: config,
    maxTokens: ['maxOutputTokens'],
    temperature: ['temperature'],
  });
  const options = {
    ...omit(members, isPlainContent(system) ? ['systemInstruction', 'system_instruction'] : []),
    generationConfig: left,
  };
  const kept = Object.fromEntries(Object.entries(options).filter(([, value]) => !isDefault(value)));
  return {
    operation: 'chat',
    model: decodeURIComponent(model),
    request: isEmpty(kept) ? request : { ...request, options: kept },
  };
}

/** An empty list or message is the same as none (Protocol Buffers, JSON mapping), and the SDKs send them. */
function isDefault(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && isEmpty(value);
}

/** The content, and before it each result of a function that it holds as a message of its own. */
function readContent(content: JsonObject, ids: ToolCallIds): readonly LlmMessage[] {
  const { role, parts: _, ...more } = content;
  const parts = getParts(content);
  const results = parts.filter(({ functionResponse }) => functionResponse !== undefined);
  const calls = parts.filter(({ functionCall }) => functionCall !== undefined);
  const rest = parts.filter((part) => !results.includes(part) && !calls.includes(part));
  const own = toMessage({
    role: role === 'model' ? 'assistant' : 'user',
    text: rest.map(describePart).join(''),
    toolCalls: calls.map(({ functionCall }) => readFunctionCall(objectOr(functionCall), ids)),
    other: { ...more, ...(rest.every(isText) ? {} : { parts: rest }) },
  });
  const isWhole = rest.length > 0 || calls.length > 0 || results.length === 0;
  return [
    ...results.map(({ functionResponse }) => readFunctionResponse(objectOr(functionResponse), ids)),
    ...(isWhole ? [own] : []),
  ];
}

function readFunctionCall({ id, name, args }: JsonObject, ids: ToolCallIds): LlmToolCall {
  const number = ids.number(id ?? name);
  return { ...(number === undefined ? {} : { id: number }), name: stringOr(name, ''), arguments: args ?? {} };
}

function readFunctionResponse({ id, name, response, ...more }: JsonObject, ids: ToolCallIds): LlmMessage {
  return toMessage({
    role: 'tool',
    text: JSON.stringify(response ?? {}),
    toolCallId: ids.number(id ?? name),
    other: more,
  });
}

function getParts(content: JsonObject): readonly JsonObject[] {
  return arrayOr(content['parts']).map(objectOr);
}

function isText(part: JsonObject): boolean {
  return typeof part['text'] === 'string' && Object.keys(part).length === 1;
}

function isPlainContent(content: Json | undefined): boolean {
  return typeof content === 'string' || getParts(objectOr(content)).every(isText);
}

function toText(content: Json): string {
  return typeof content === 'string' ? content : getParts(objectOr(content)).map(describePart).join('');
}

function describePart(part: JsonObject): string {
  if (part['thought'] === true || part['functionCall'] !== undefined) {
    return '';
  }
  return typeof part['text'] === 'string' ? part['text'] : `[${Object.keys(part)[0] ?? 'part'}]`;
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
      toolCalls: ofFirst.flatMap(({ content }) =>
        getParts(objectOr(content)).flatMap(({ functionCall }) => {
          const { name, args } = objectOr(functionCall);
          return functionCall === undefined ? [] : [{ name: stringOr(name, ''), arguments: args ?? {} }];
        }),
      ),
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
