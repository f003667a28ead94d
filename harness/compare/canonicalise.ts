import { isJsonObject, type Json, type JsonObject } from '../observe/json.ts';
import { inModelOrder, type LlmCall } from '../observe/llm-call.ts';
import { join, matchesPointer } from '../observe/pointer.ts';
import type { HttpExchange, Step, Tables, Transcript } from '../observe/transcript.ts';
import { Answers } from './answers.ts';
import { canonicalEvents } from './canonical-stream.ts';
import type { Channel } from './divergence.ts';
import { comparableExchange } from './http-headers.ts';
import { describeInstant, isInstant } from './instant.ts';
import { decodeJwt, relativeClaims } from './jwt.ts';
import type { Rule, RuleKind } from './rule.ts';
import { type SymbolNamer, SymbolTable } from './symbol-table.ts';
import { TokenLedger } from './token-ledger.ts';

/** A transcript in which every legitimate variation has become a symbol. Equal behaviour gives equal text. */
export interface CanonicalTranscript {
  readonly steps: readonly CanonicalStep[];
}

export interface CanonicalStep {
  readonly label: string;
  readonly channels: Readonly<Partial<Record<Channel, Json>>>;
}

/** The label of the pseudo-step that holds what the scenario left behind. */
export const AFTERWARDS = 'after the last step';

export function canonicalise(transcript: Transcript, rules: readonly Rule[]): CanonicalTranscript {
  return new Canonicaliser(transcript, rules, new SymbolTable()).run();
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;
/** A password hash in the PHC string format; its parameters are compared, its salt and digest are not. */
const PHC_HASH = /^\$([a-z0-9-]+)\$([^$]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

interface Place {
  readonly channel: Channel;
  readonly pointer: string;
}

class Canonicaliser {
  readonly #transcript: Transcript;
  readonly #rules: readonly Rule[];
  readonly #symbols: SymbolNamer;
  readonly #rowOrder: Canonicaliser | undefined;
  readonly #answers: Answers;
  readonly #tokens: TokenLedger;

  constructor(transcript: Transcript, rules: readonly Rule[], symbols: SymbolNamer) {
    this.#transcript = transcript;
    this.#rules = rules;
    this.#symbols = symbols;
    this.#rowOrder = symbols instanceof SymbolTable ? new Canonicaliser(transcript, rules, symbols.peek()) : undefined;
    this.#answers = new Answers(transcript.steps.flatMap((step) => step.calls));
    this.#tokens = new TokenLedger(transcript.steps);
  }

  run(): CanonicalTranscript {
    const steps = this.#transcript.steps.map((step) => this.#step(step));
    const { tables } = this.#transcript;
    if (tables !== null) steps.push({ label: AFTERWARDS, channels: { db: this.#tables(tables) } });
    return { steps };
  }

  #step(step: Step): CanonicalStep {
    const channels: Partial<Record<Channel, Json>> = {};
    if (step.boot !== undefined) channels.boot = this.#value({ ...step.boot }, { channel: 'boot', pointer: '' });
    if (step.http !== undefined) channels.http = this.#exchange(step.http);
    if (step.stream !== undefined) {
      const events = canonicalEvents(step.stream, this.#rules);
      channels.stream = this.#value(events, { channel: 'stream', pointer: '' });
    }
    channels.calls = this.#calls(step.calls);
    if (step.tables !== undefined) channels.db = this.#tables(step.tables);
    return { label: this.#text(step.label), channels };
  }

  #exchange(exchange: HttpExchange): Json {
    return this.#value(comparableExchange(exchange), { channel: 'http', pointer: '' });
  }

  #calls(calls: readonly LlmCall[]): Json {
    return inModelOrder(calls).map((call, index) => this.#call(call, join('', index)));
  }

  #call(call: LlmCall, pointer: string): Json {
    const value = this.#value(JSON.parse(JSON.stringify(call)), { channel: 'calls', pointer });
    const { outcome } = call;
    if (outcome.status !== 'answered' || outcome.usage === null || !isJsonObject(value)) return value;

    const usage = {
      inputTokens: countOf(outcome.usage.inputTokens),
      outputTokens: countOf(outcome.usage.outputTokens),
    };
    return { ...value, outcome: { ...(isJsonObject(value['outcome']) ? value['outcome'] : {}), usage } };
  }

  #tables(tables: Tables): Json {
    return Object.fromEntries(
      Object.entries(tables)
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([name, rows]) => {
          const pointer = join('', name);
          const ordered = rows.toSorted((a, b) => compareText(this.#sortKey(a), this.#sortKey(b)));
          return [
            name,
            ordered.map((row, index) => this.#value(row, { channel: 'db', pointer: join(pointer, index) })),
          ];
        }),
    );
  }

  /** Orders rows by what two runs share: everything but the identifiers that no earlier step has shown. */
  #sortKey(row: Json): string {
    const order = this.#rowOrder ?? this;
    return JSON.stringify(order.#value(row, { channel: 'db', pointer: '' }));
  }

  #value(value: Json, place: Place): Json {
    const rule = this.#ruleAt(place);
    if (rule !== undefined && !isOfLists(rule)) return this.#ruled(value, rule);
    if (Array.isArray(value)) return this.#list(value, place, rule === 'set');
    if (isJsonObject(value)) return this.#object(value, place);
    return typeof value === 'string' ? this.#leafText(value) : value;
  }

  #list(items: readonly Json[], place: Place, isSet: boolean): Json {
    const canonical = items.map((item, index) => this.#value(item, { ...place, pointer: join(place.pointer, index) }));
    return isSet ? canonical.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : canonical;
  }

  #object(value: JsonObject, place: Place): Json {
    const instants = Object.values(value).filter((item) => typeof item === 'string' && isInstant(item));
    const earliestMs = Math.min(...instants.map((instant) => Date.parse(String(instant))));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const isTime = typeof item === 'string' && isInstant(item);
        const canonical = isTime
          ? describeInstant(item, earliestMs)
          : this.#value(item, { ...place, pointer: join(place.pointer, key) });
        return [key, canonical];
      }),
    );
  }

  #leafText(text: string): Json {
    const jwt = decodeJwt(text);
    if (jwt === undefined) return this.#text(text);

    const place: Place = { channel: 'http', pointer: '/jwt' };
    return {
      jwt: this.#symbols.symbol('jwt', text),
      header: this.#object(jwt.header, place),
      claims: this.#object(relativeClaims(jwt.claims), place),
    };
  }

  #text(text: string): string {
    const hash = PHC_HASH.exec(text);
    if (hash !== null) {
      const [, algorithm = '', parameters = '', salt = '', digest = ''] = hash;
      return `<hash ${algorithm} ${parameters} salt:${salt.length} digest:${digest.length}>`;
    }
    return this.#answers
      .replaceIn(text)
      .replaceAll(/\bBearer (eyJ[\w-]+\.[\w-]+\.[\w-]*)/g, (_, token: string) => `Bearer ${this.#bearer(token)}`)
      .replaceAll(UUID, (id, version: string) => this.#symbols.symbol(`uuid.v${version}`, id.toLowerCase()));
  }

  #bearer(token: string): string {
    return decodeJwt(token) === undefined ? token : this.#symbols.symbol('jwt', token);
  }

  #ruleAt(place: Place): RuleKind | undefined {
    return this.#rules.find((rule) => rule.channel === place.channel && matchesPointer(rule.pointer, place.pointer))
      ?.as;
  }

  #ruled(value: Json, rule: Exclude<RuleKind, OfLists>): Json {
    if (typeof rule === 'object') {
      return 'facts' in rule ? this.#fact(value, rule.facts) : this.#named(value, rule);
    }
    if (typeof value !== 'number') return value;
    switch (rule) {
      case 'duration':
        return value >= 0 ? '<duration>' : value;
      case 'gauge':
        return value >= 0 && Number.isInteger(value) ? '<gauge>' : value;
      case 'cost':
        return value > 0 ? '<cost>' : value;
      case 'input-tokens':
        return this.#tokens.hasReported('input', value) ? '<tokens as reported>' : value;
      case 'output-tokens':
        return this.#tokens.hasReported('output', value) ? '<tokens as reported>' : value;
    }
  }

  #named(value: Json, { symbol, pattern }: { readonly symbol: string; readonly pattern: string }): Json {
    if (typeof value !== 'string') return value;
    return this.#text(value).replaceAll(new RegExp(pattern, 'g'), (found) => this.#symbols.symbol(symbol, found));
  }

  #fact(value: Json, names: readonly string[]): Json {
    const { facts } = this.#transcript;
    const whole = names.find((name) => name in facts && facts[name] === value);
    if (whole !== undefined) return `<target ${whole}>`;
    if (typeof value !== 'string') return value;

    const known = names.filter((name) => facts[name] !== undefined && facts[name] !== null && facts[name] !== '');
    return known.reduce((text, name) => text.replaceAll(String(facts[name]), `<target ${name}>`), this.#text(value));
  }
}

/** Kinds that say how values stand to each other; the values themselves are compared as they are. */
type OfLists = 'set' | 'sequence' | 'delta' | 'parallel';

function isOfLists(rule: RuleKind): rule is OfLists {
  return rule === 'set' || rule === 'sequence' || rule === 'delta' || rule === 'parallel';
}

function countOf(tokens: number): Json {
  return Number.isInteger(tokens) && tokens > 0 ? '<tokens>' : tokens;
}

/** By code unit: the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
