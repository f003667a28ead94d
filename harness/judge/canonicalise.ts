import { byStatus } from '../channels/by-status.ts';
import { canonicalEvents } from '../channels/canonical-stream.ts';
import { comparableExchange, comparableHeaders, comparableRequest } from '../channels/http-headers.ts';
import { describeTime } from '../channels/time-class.ts';
import { type AuditEvent, byEvent } from '../evidence/audit-event.ts';
import type { Channel } from '../evidence/divergence.ts';
import { inModelOrder, type LlmCall } from '../evidence/llm-call.ts';
import type { Rule } from '../evidence/rule.ts';
import type {
  ConcurrentExchange,
  HttpResponse,
  OwnChannels,
  Step,
  Tables,
  Transcript,
} from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { join } from '../values/pointer.ts';
import { Answers } from './answers.ts';
import { CanonicalValues, compareText, type Place, UUID } from './canonical-values.ts';
import { type RunWindow, windowsOf } from './run-window.ts';
import { SymbolTable } from './symbol-table.ts';
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

/** `symbols` may be given by who wants to know afterwards what each numbered symbol stood for. */
export function canonicalise(
  transcript: Transcript,
  rules: readonly Rule[],
  symbols: SymbolTable = new SymbolTable(),
): CanonicalTranscript {
  return new Canonicaliser(transcript, rules, symbols).run();
}

class Canonicaliser {
  readonly #transcript: Transcript;
  readonly #rules: readonly Rule[];
  readonly #values: CanonicalValues;
  /** Names what was seen before and leaves new identifiers without a number. */
  readonly #order: CanonicalValues;

  constructor(transcript: Transcript, rules: readonly Rule[], symbols: SymbolTable) {
    const { facts, steps } = transcript;
    const answers = new Answers(steps.flatMap((step) => step.calls));
    const sources = { facts, rules, answers, tokens: new TokenLedger(steps) };
    this.#transcript = transcript;
    this.#rules = rules;
    this.#values = new CanonicalValues(sources, symbols);
    this.#order = new CanonicalValues(sources, symbols.peek());
  }

  run(): CanonicalTranscript {
    const windows = windowsOf(this.#transcript.steps);
    const steps = this.#transcript.steps.map((step, index) => this.#step(step, windows[index]));
    const afterwards = this.#afterwards(windows.at(-1));
    return { steps: afterwards === undefined ? steps : [...steps, afterwards] };
  }

  #afterwards(window: RunWindow | undefined): CanonicalStep | undefined {
    const { tables, channels = {} } = this.#transcript;
    if (tables === null && Object.keys(channels).length === 0) {
      return undefined;
    }
    const db = tables === null ? {} : { db: this.#tables(tables, window) };
    return { label: AFTERWARDS, channels: { ...db, ...this.#own(channels, window) } };
  }

  #own(channels: OwnChannels, window: RunWindow | undefined): CanonicalStep['channels'] {
    const values = Object.entries(channels).map(([channel, value]): [Channel, Json] => {
      return [channel, this.#values.value(value, { channel, pointer: '', window })];
    });
    return Object.fromEntries(values);
  }

  #step(step: Step, window: RunWindow | undefined): CanonicalStep {
    const at = (channel: Channel): Place => ({ channel, pointer: '', window });
    const channels: Partial<Record<Channel, Json>> = {};
    if (step.start !== undefined) {
      channels.start = this.#values.value({ ...step.start }, at('start'));
    }
    if (step.stop !== undefined) {
      channels.start = this.#values.value({ ...step.stop }, at('start'));
    }
    if (step.http !== undefined) {
      channels.http = this.#values.value(comparableExchange(step.http), at('http'));
    }
    if (step.concurrently !== undefined) {
      channels.http = this.#concurrently(step.concurrently, step.audit ?? [], at('http'));
    }
    if (step.abort !== undefined) {
      channels.http = this.#values.value(comparableRequest(step.abort), at('http'));
    }
    if (step.stream !== undefined) {
      channels.stream = this.#values.value(canonicalEvents(step.stream, this.#rules), at('stream'));
    }
    channels.calls = this.#calls(step.calls, at('calls'));
    if (step.tables !== undefined) {
      channels.db = this.#tables(step.tables, window);
    }
    if (step.audit !== undefined) {
      channels.audit = this.#audit(step.audit, at('audit'));
    }
    if (step.time !== undefined) {
      channels.time = describeTime(step.time);
    }
    const own = this.#own(step.channels ?? {}, window);
    return { label: this.#values.text(step.label), channels: { ...channels, ...own } };
  }

  /**
   * What came back of requests that were sent at once: the bodies by status, and for each header a multiset over all
   * answers, since a counter such as `RateLimit` goes by who came first and not by who was served.
   */
  #concurrently({ request, responses }: ConcurrentExchange, events: readonly AuditEvent[], place: Place): Json {
    const ordered = responses
      .map((response) => ({ response, key: this.#keyOf(response, events, place) }))
      .toSorted((a, b) => compareText(a.key, b.key))
      .map(({ response }) => response);
    const sent = comparableRequest({ request })['request'] ?? null;
    return {
      request: this.#values.value(sent, { ...place, pointer: '/request' }),
      responses: Object.fromEntries(
        Object.entries(byStatus(ordered)).map(([status, own]) => [
          status,
          own.map(({ body }) => this.#values.value(body, { ...place, pointer: '/response/body' })),
        ]),
      ),
      headers: this.#headersOf(ordered, place),
    };
  }

  /**
   * What tells one of several equal answers from the others: what it says and what was logged about it. Answers that
   * even this does not tell apart are interchangeable.
   */
  #keyOf(response: HttpResponse, events: readonly AuditEvent[], place: Place): string {
    const named = JSON.stringify(response).match(UUID) ?? [];
    const about = events
      .filter(({ fields }) => named.some((id) => JSON.stringify(fields).includes(id)))
      .map(({ event, level, fields }) => {
        const at: Place = { ...place, channel: 'audit', pointer: join(join('', event), 0) };
        return JSON.stringify([event, this.#order.value({ level, fields }, at)]);
      });
    const body = this.#order.value(response.body, { ...place, pointer: '/response/body' });
    return JSON.stringify([response.status, body, about.toSorted()]);
  }

  #headersOf(responses: readonly HttpResponse[], place: Place): Json {
    const entries = responses.flatMap((response) => Object.entries(comparableHeaders(response)));
    const lists = [...Map.groupBy(entries, ([name]) => name)].map(([name, own]): [string, Json] => {
      const at = { ...place, pointer: join('/response/headers', name) };
      const values = own.map(([, value]) => ({ key: JSON.stringify(this.#order.value(value, at)), value }));
      // Equal keys are new identifiers, which stay in the order of their answers.
      const sorted = values.toSorted((a, b) => compareText(a.key, b.key));
      return [name, sorted.map(({ value }) => this.#values.value(value, at))];
    });
    return Object.fromEntries(lists.toSorted(([a], [b]) => compareText(a, b)));
  }

  #calls(calls: readonly LlmCall[], place: Place): Json {
    return inModelOrder(calls).map((call, index) => this.#call(call, { ...place, pointer: join('', index) }));
  }

  #call(call: LlmCall, place: Place): Json {
    const value = this.#values.value(JSON.parse(JSON.stringify(call)), place);
    const { outcome } = call;
    if (outcome.status !== 'answered' || outcome.usage === null || !isJsonObject(value)) {
      return value;
    }

    const usage = {
      inputTokens: countOf(outcome.usage.inputTokens),
      outputTokens: countOf(outcome.usage.outputTokens),
    };
    return { ...value, outcome: { ...(isJsonObject(value['outcome']) ? value['outcome'] : {}), usage } };
  }

  #tables(tables: Tables, window: RunWindow | undefined): Json {
    const named = Object.entries(tables).toSorted(([a], [b]) => compareText(a, b));
    return Object.fromEntries(
      named.map(([name, rows]) => [name, this.#items(rows, { channel: 'db', pointer: join('', name), window })]),
    );
  }

  /**
   * The events of a step by their name, as a multiset: requests run side by side, and the event that ends one may come
   * before or after that of another. Which events there are, how many, and what they say must agree.
   */
  #audit(events: readonly AuditEvent[], place: Place): Json {
    return Object.fromEntries(
      Object.entries(byEvent(events)).map(([name, own]) => [
        name,
        this.#items(own, { ...place, pointer: join('', name) }),
      ]),
    );
  }

  /** Items of which each has a place of its own in the rules, in an order that two runs share. */
  #items(items: readonly Json[], place: Place): Json {
    const inList = { ...place, pointer: join(place.pointer, 0) };
    return this.#inSharedOrder(items, inList).map((item, index) =>
      this.#values.value(item, { ...place, pointer: join(place.pointer, index) }),
    );
  }

  /** By what two runs share: everything but the identifiers that nothing earlier has shown. */
  #inSharedOrder(items: readonly Json[], place: Place): Json[] {
    return items
      .map((item) => ({ item, key: JSON.stringify(this.#order.value(item, place)) }))
      .toSorted((a, b) => compareText(a.key, b.key))
      .map(({ item }) => item);
  }
}

function countOf(tokens: number): Json {
  return Number.isInteger(tokens) && tokens > 0 ? '<tokens>' : tokens;
}
