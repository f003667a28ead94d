import type { LlmMessage, LlmRequest, LlmToolCall } from '../../evidence/llm-call.ts';
import { describeBytes } from '../../values/body.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { arrayOr, numberOrNull, objectOr, parseJson } from '../../values/json-access.ts';

/** What a request asks for. `options` are the members of its body that nothing else stands for. */
export interface RequestParts extends Omit<LlmRequest, 'options' | 'maxTokens' | 'temperature'> {
  readonly options: JsonObject;
  /** The names of the members of `options` that limit the tokens, the first that holds a number counts. */
  readonly maxTokens: readonly string[];
  readonly temperature: readonly string[];
}

/** The whole request: what is not one of the terms that providers share stays as it was sent. */
export function toLlmRequest({ system, messages, stream, options, ...names }: RequestParts): LlmRequest {
  const maxTokensName = findNumber(options, names.maxTokens);
  const temperatureName = findNumber(options, names.temperature);
  const rest = omit(options, [maxTokensName ?? '', temperatureName ?? '']);
  return {
    system,
    messages: messages.map(shortenOther),
    maxTokens: numberOrNull(options[maxTokensName ?? '']),
    temperature: numberOrNull(options[temperatureName ?? '']),
    stream,
    ...(isEmpty(rest) ? {} : { options: objectOr(shortenMedia(rest)) }),
  };
}

function findNumber(options: JsonObject, names: readonly string[]): string | undefined {
  return names.find((name) => numberOrNull(options[name]) !== null);
}

export function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

export function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

export interface MessageParts {
  readonly role: LlmMessage['role'];
  readonly text: string;
  readonly toolCalls?: readonly LlmToolCall[];
  readonly toolCallId?: string | undefined;
  readonly other?: JsonObject;
}

export function toMessage({ role, text, toolCalls = [], toolCallId, other = {} }: MessageParts): LlmMessage {
  return {
    role,
    text,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(toolCallId === undefined ? {} : { toolCallId }),
    ...(isEmpty(other) ? {} : { other }),
  };
}

function shortenOther(message: LlmMessage): LlmMessage {
  return message.other === undefined ? message : { ...message, other: objectOr(shortenMedia(message.other)) };
}

/** Numbers the tool calls of one request by their first appearance: providers make up the ids, and results refer to them. */
export class ToolCallIds {
  readonly #numbers = new Map<string, string>();

  number(id: Json | undefined): string | undefined {
    if (typeof id !== 'string') {
      return undefined;
    }
    const number = this.#numbers.get(id) ?? `#${this.#numbers.size + 1}`;
    this.#numbers.set(id, number);
    return number;
  }
}

/** Arguments that a provider sends as a text: what they say, or the text where that is no JSON. */
export function parseArguments(value: Json | undefined): Json {
  return typeof value === 'string' ? (parseJson(value) ?? value) : (value ?? {});
}

const LONGEST_MEDIA = 1024;

/** The value with long base64, such as an image, as length and digest. */
function shortenMedia(value: Json): Json {
  if (typeof value === 'string') {
    const isMedia = value.length > LONGEST_MEDIA && /^(?:data:[^,]*;base64,)?[A-Za-z0-9+/=_-]+$/.test(value);
    return isMedia ? describeBytes(Buffer.from(value)) : value;
  }
  if (Array.isArray(value)) {
    return value.map(shortenMedia);
  }
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortenMedia(inner)]))
    : value;
}

/** Whether content is text and nothing else: a string, or parts of which each holds only a text. */
export function isPlainText(content: Json | undefined): boolean {
  return typeof content === 'string' || arrayOr(content).every((part) => isTextPart(objectOr(part)));
}

function isTextPart(part: JsonObject): boolean {
  return typeof part['text'] === 'string' && Object.keys(part).every((name) => name === 'type' || name === 'text');
}
