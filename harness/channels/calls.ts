import { counted } from '../base/plural.ts';
import { inModelOrder, type LlmCall, llmCallSchema } from '../evidence/llm-call.ts';
import { list } from '../evidence/schema.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { join } from '../values/pointer.ts';
import type { Canonical, Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';

/** The LLM calls that a step caused, by model: calls that run in parallel start in any order, those of one model keep theirs. */
export const calls: Channel<readonly LlmCall[]> = {
  name: 'calls',
  title: 'LLM calls',
  view: 'llm-calls',
  compared: [
    { part: 'number of calls to each model, and their order', how: 'exactly' },
    { part: 'provider, operation and model', how: 'exactly' },
    {
      part: 'system prompt and messages, with tool calls, tool results and everything else in them',
      how: 'up to symbols',
    },
    { part: 'limit of tokens, temperature, whether the response is streamed', how: 'exactly' },
    { part: 'every other member of the request: tools, schemas, sampling, metadata', how: 'up to symbols' },
    {
      part: 'names of the limit of tokens, and `developer` against `system` at the beginning',
      how: 'not compared',
      why: 'each provider has its own, and a double does not know them',
    },
    {
      part: 'ids of tool calls in a request',
      how: 'by number',
      why: 'the provider makes them up; which result belongs to which call is compared',
    },
    { part: 'key of the call, where the scenario had sent it', how: 'up to symbols' },
    { part: 'status of the outcome, finish reason, text and tool calls of the response', how: 'up to symbols' },
    {
      part: 'tokens in the usage of a response',
      how: 'up to being a positive whole number, or exactly the same',
      why: 'a double and a live model count differently',
    },
    {
      part: 'order of calls to different models',
      how: 'not compared',
      why: 'they run in parallel and start in any order',
    },
  ],
  schema: list(llmCallSchema),
  seenIn: (step) => step.calls,
  toJson: (seen) => inModelOrder(seen),
  toCanonical: (seen, context) =>
    inModelOrder(seen).map((call, index) => toCanonicalCall(call, join('', index), context)),
  locate: ({ calls: seen = [] }) =>
    inModelOrder(seen).map((call, index) => ({
      path: ['calls', String(seen.indexOf(call))],
      pointer: join('', index),
      value: call,
    })),
  summarise: (seen) => (seen.length === 0 ? undefined : counted(seen.length, 'LLM call')),
  describePointer: (pointer, subject) => {
    const { first, after } = splitPlace(pointer);
    if (first === '') {
      return 'LLM calls';
    }
    return [`LLM call ${toOrdinal(first)}${subject === undefined ? '' : ` to ${subject}`}`, describePart(after(1))]
      .filter((part) => part !== '')
      .join(', ');
  },
  findSubject: (seen, pointer) => {
    const [, index] = /^\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
    const call = index === undefined ? undefined : inModelOrder(seen)[Number(index)];
    return call === undefined ? undefined : `${call.provider} ${call.model}`;
  },
};

function toCanonicalCall(call: LlmCall, pointer: string, context: Canonical): Json {
  const value = context.toSymbols(call, pointer);
  const { outcome } = call;
  if (outcome.status !== 'answered' || outcome.usage === null || !isJsonObject(value)) {
    return value;
  }

  const usage = {
    inputTokens: toTokenSymbol(outcome.usage.inputTokens),
    outputTokens: toTokenSymbol(outcome.usage.outputTokens),
  };
  return { ...value, outcome: { ...(isJsonObject(value['outcome']) ? value['outcome'] : {}), usage } };
}

function toTokenSymbol(tokens: number): Json {
  return Number.isInteger(tokens) && tokens > 0 ? '<tokens>' : tokens;
}

const PARTS: readonly (readonly [place: RegExp, describe: (name: string) => string])[] = [
  [/^\/request\/messages\/(\d+)\/text$/, (index) => `message ${toOrdinal(index)} of the prompt`],
  [/^\/request\/options\/([^/]+)$/, (name) => `\`${name}\` of the request`],
  [/^\/outcome\/toolCalls\/(\d+)$/, (index) => `tool call ${toOrdinal(index)} of the response`],
  [/^\/request\/system()$/, () => 'system prompt'],
  [/^\/key()$/, () => 'the key that it was made with'],
];

/** @param pointer below a call */
function describePart(pointer: string): string {
  const part = PARTS.find(([place]) => place.test(pointer));
  return part === undefined ? pointer : part[1](part[0].exec(pointer)?.[1] ?? '');
}
