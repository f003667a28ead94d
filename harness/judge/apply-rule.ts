import type { RuleKind } from '../evidence/rule-kind.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { toNumber } from '../values/json-number.ts';
import type { SymbolNamer } from './symbol-table.ts';
import type { TokenLedger } from './token-ledger.ts';

/** Kinds that say how values stand to each other; the values themselves are compared as they are. */
type KindOfLists = 'set' | 'sequence' | 'delta' | 'parallel';

/** What a rule adds to the formats that are recognised at its place, beside another rule for it. */
type KindOfFormats = Extract<RuleKind, { readonly formats: unknown }>;

type KindOfValues = Exclude<RuleKind, KindOfLists | KindOfFormats>;

export interface RuleContext {
  readonly facts: JsonObject;
  readonly tokens: TokenLedger;
  readonly symbols: SymbolNamer;
  readonly pointer: string;
  /** A text with everything as a symbol that needs no rule. */
  readonly toSymbols: (text: string) => string;
}

/**
 * What a rule makes of a value. Undefined where it says nothing of it: a rule for numbers says nothing of a text in the place
 * of one, which is compared as if there were no rule.
 */
export function applyRule(kind: RuleKind, value: Json, context: RuleContext): Json | undefined {
  if (isOfLists(kind) || isOfFormats(kind)) {
    return undefined;
  }
  if (typeof kind === 'object' && 'facts' in kind) {
    return typeof value === 'object' && value !== null ? undefined : replaceFacts(value, kind.facts, context);
  }
  if (typeof kind === 'object' && 'symbol' in kind) {
    return typeof value === 'string' ? replacePattern(value, kind, context) : undefined;
  }
  const number = toNumber(value);
  if (number === undefined) {
    return undefined;
  }
  const replaced = replaceNumber(number, kind, context);
  return replaced === number ? value : replaced;
}

export function isOfFormats(kind: RuleKind): kind is KindOfFormats {
  return typeof kind === 'object' && 'formats' in kind;
}

function isOfLists(kind: RuleKind): kind is KindOfLists {
  return kind === 'set' || kind === 'sequence' || kind === 'delta' || kind === 'parallel';
}

const HOUR_MS = 3_600_000;

type KindOfNumbers = Exclude<KindOfValues, { readonly facts: unknown } | { readonly symbol: unknown }>;

function replaceNumber(value: number, kind: KindOfNumbers, { tokens, pointer }: RuleContext): Json {
  if (typeof kind === 'object') {
    return tokens.hasCost(value, kind.cost) ? '<cost>' : value;
  }
  switch (kind) {
    case 'duration':
      return value >= 0 && value * getUnitMs(pointer) < HOUR_MS ? '<duration>' : value;
    case 'gauge':
      return value >= 0 && Number.isInteger(value) ? '<gauge>' : value;
    case 'input-tokens':
      return tokens.hasReported('input', value) ? '<tokens as reported>' : value;
    case 'output-tokens':
      return tokens.hasReported('output', value) ? '<tokens as reported>' : value;
  }
}

function getUnitMs(pointer: string): number {
  return /seconds$/i.test(pointer) ? 1_000 : 1;
}

function replacePattern(
  text: string,
  { symbol, pattern }: { readonly symbol: string; readonly pattern: string },
  { symbols, toSymbols }: RuleContext,
): string {
  return toSymbols(text).replaceAll(new RegExp(pattern, 'g'), (found) => symbols.symbol(symbol, found));
}

function replaceFacts(value: Json, names: readonly string[], { facts, toSymbols }: RuleContext): Json {
  const whole = names.find((name) => Object.hasOwn(facts, name) && facts[name] === value);
  if (whole !== undefined) {
    return `<target ${whole}>`;
  }
  if (typeof value !== 'string') {
    return value;
  }

  const known = names.filter((name) => facts[name] !== undefined && facts[name] !== null && facts[name] !== '');
  return known.reduce((text, name) => text.replaceAll(String(facts[name]), `<target ${name}>`), toSymbols(value));
}
