import { escapeSymbols } from '../channels/escape-symbols.ts';
import { compareText } from '../channels/shared-order.ts';
import type { Rule, RuleKind } from '../evidence/rule.ts';
import { describeInstant, isInstant } from '../values/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { decodeJwt, relativeTimes } from '../values/jwt.ts';
import { join, matchesPointer } from '../values/pointer.ts';
import { isInside, type RunWindow } from '../values/run-window.ts';
import type { ResponseTexts } from './response-texts.ts';
import type { SymbolNamer } from './symbol-table.ts';
import type { TokenLedger } from './token-ledger.ts';

/** A UUID in a text (RFC 9562); group 1 is its version. */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;
const UUID_LENGTH = 36;
/** The scheme is written in whatever case (RFC 9110, 11.1), and is compared as it is written. */
const BEARER = /\b(bearer) (eyJ[\w-]+\.[\w-]+\.[\w-]*)/gi;
/** A password hash in the PHC string format; its parameters are compared, its salt and digest are not. */
const PHC_HASH = /^\$([a-z0-9-]+)\$([^$]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** The parts of a token stand at no place that a rule can name. */
const NO_CHANNEL = '';

/** Where a value stands, and when it was seen. */
export interface Place {
  readonly channel: string;
  readonly pointer: string;
  readonly window: RunWindow | undefined;
}

export interface ValueSources {
  readonly facts: JsonObject;
  readonly rules: readonly Rule[];
  readonly responses: ResponseTexts;
  readonly tokens: TokenLedger;
}

/** Turns the legitimate variations inside values into symbols: identifiers, times, tokens, and what the rules name. */
export class CanonicalValues {
  readonly #facts: JsonObject;
  readonly #rules: readonly Rule[];
  readonly #responses: ResponseTexts;
  readonly #tokens: TokenLedger;
  readonly #symbols: SymbolNamer;
  readonly #ruleAtPlace = new Map<string, RuleKind | undefined>();

  constructor({ facts, rules, responses, tokens }: ValueSources, symbols: SymbolNamer) {
    this.#facts = facts;
    this.#rules = rules;
    this.#responses = responses;
    this.#tokens = tokens;
    this.#symbols = symbols;
  }

  value(value: Json, place: Place): Json {
    const rule = this.#ruleAt(place);
    if (rule !== undefined && !isOfLists(rule) && isOfItsKind(value, rule)) {
      return this.#ruled(value, rule, place);
    }
    if (Array.isArray(value)) {
      return this.#list(value, place, rule === 'set');
    }
    if (isJsonObject(value)) {
      return this.#object(value, place);
    }
    return typeof value === 'string' ? this.#leafText(value, place) : value;
  }

  #list(items: readonly Json[], place: Place, isSet: boolean): Json {
    const canonical = items.map((item, index) => this.value(item, { ...place, pointer: join(place.pointer, index) }));
    return isSet ? canonical.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : canonical;
  }

  #object(value: JsonObject, place: Place): JsonObject {
    const { window } = place;
    const earliestMs = earliestOf(value, window);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const isTime = typeof item === 'string' && isInstant(item);
        const canonical = isTime
          ? describeInstant(item, { earliestMs, window })
          : this.value(item, { ...place, pointer: join(place.pointer, key) });
        return [key, canonical];
      }),
    );
  }

  #leafText(text: string, { window }: Place): Json {
    if (isInstant(text)) {
      return describeInstant(text, { earliestMs: Date.parse(text), window });
    }
    const jwt = decodeJwt(text);
    if (jwt === undefined) {
      return this.text(text);
    }

    const place: Place = { channel: NO_CHANNEL, pointer: '/jwt', window };
    return {
      jwt: this.#symbols.symbol('jwt', text),
      header: this.#object(jwt.header, place),
      claims: { ...this.#object(jwt.claims, place), ...relativeTimes(jwt.claims, window) },
    };
  }

  text(text: string): string {
    const hash = text.startsWith('$') ? PHC_HASH.exec(text) : null;
    if (hash !== null) {
      const [, algorithm = '', parameters = '', salt = '', digest = ''] = hash;
      return `<hash ${algorithm} ${parameters} salt:${salt.length} digest:${digest.length}>`;
    }
    const named = this.#responses.replaceIn(escapeSymbols(text));
    const withoutTokens = named.includes(' eyJ')
      ? named.replaceAll(BEARER, (_, scheme: string, token: string) => `${scheme} ${this.#bearer(token)}`)
      : named;
    if (withoutTokens.length < UUID_LENGTH) {
      return withoutTokens;
    }
    return withoutTokens.replaceAll(UUID, (id, version: string) => {
      const small = id.toLowerCase();
      return this.#symbols.symbol(`uuid.v${version}${id === small ? '' : '.capitals'}`, small);
    });
  }

  #bearer(token: string): string {
    return decodeJwt(token) === undefined ? token : this.#symbols.symbol('jwt', token);
  }

  /** The same places come again with every step. */
  #ruleAt({ channel, pointer }: Place): RuleKind | undefined {
    const key = `${channel} ${pointer}`;
    if (!this.#ruleAtPlace.has(key)) {
      const rule = this.#rules.find((one) => one.channel === channel && matchesPointer(one.pointer, pointer));
      this.#ruleAtPlace.set(key, rule?.as);
    }
    return this.#ruleAtPlace.get(key);
  }

  #ruled(value: Json, rule: Exclude<RuleKind, OfLists>, { pointer }: Place): Json {
    if (typeof rule === 'object' && 'facts' in rule) {
      return this.#fact(value, rule.facts);
    }
    if (typeof rule === 'object' && 'symbol' in rule) {
      return this.#named(value, rule);
    }
    if (typeof value !== 'number') {
      return value;
    }
    if (typeof rule === 'object') {
      return this.#tokens.hasCost(value, rule.cost) ? '<cost>' : value;
    }
    switch (rule) {
      case 'duration':
        return value >= 0 && value * unitMs(pointer) < HOUR_MS ? '<duration>' : value;
      case 'gauge':
        return value >= 0 && Number.isInteger(value) ? '<gauge>' : value;
      case 'input-tokens':
        return this.#tokens.hasReported('input', value) ? '<tokens as reported>' : value;
      case 'output-tokens':
        return this.#tokens.hasReported('output', value) ? '<tokens as reported>' : value;
    }
  }

  #named(value: Json, { symbol, pattern }: { readonly symbol: string; readonly pattern: string }): Json {
    if (typeof value !== 'string') {
      return value;
    }
    return this.text(value).replaceAll(new RegExp(pattern, 'g'), (found) => this.#symbols.symbol(symbol, found));
  }

  #fact(value: Json, names: readonly string[]): Json {
    const facts = this.#facts;
    const whole = names.find((name) => name in facts && facts[name] === value);
    if (whole !== undefined) {
      return `<target ${whole}>`;
    }
    if (typeof value !== 'string') {
      return value;
    }

    const known = names.filter((name) => facts[name] !== undefined && facts[name] !== null && facts[name] !== '');
    return known.reduce((text, name) => text.replaceAll(String(facts[name]), `<target ${name}>`), this.text(value));
  }
}

const HOUR_MS = 3_600_000;

function unitMs(pointer: string): number {
  return /seconds$/i.test(pointer) ? 1_000 : 1;
}

/** The earliest instant of an object, of the run where there is one. */
function earliestOf(value: JsonObject, window: RunWindow | undefined): number {
  const all = Object.values(value).flatMap((item) =>
    typeof item === 'string' && isInstant(item) ? [Date.parse(item)] : [],
  );
  const ofRun = window === undefined ? [] : all.filter((ms) => isInside(ms, window));
  return Math.min(...(ofRun.length > 0 ? ofRun : all));
}

/** Kinds that say how values stand to each other; the values themselves are compared as they are. */
type OfLists = 'set' | 'sequence' | 'delta' | 'parallel';

/** What a rule says of numbers says nothing of a text in the place of one: that is compared as if there were no rule. */
function isOfItsKind(value: Json, rule: Exclude<RuleKind, OfLists>): boolean {
  if (typeof rule === 'object' && 'facts' in rule) {
    return typeof value !== 'object' || value === null;
  }
  return typeof value === (typeof rule === 'object' && 'symbol' in rule ? 'string' : 'number');
}

function isOfLists(rule: RuleKind): rule is OfLists {
  return rule === 'set' || rule === 'sequence' || rule === 'delta' || rule === 'parallel';
}
