import type { AuditEvent } from '../../evidence/audit-event.ts';
import { getModelName, type LlmCall, type OutgoingCall } from '../../evidence/llm-call.ts';
import { getEndpointName, type OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { Step } from '../../evidence/step.ts';
import type { Json } from '../../values/json.ts';
import type { HttpResponse } from '../api/http-response.ts';
import { holdsWithin } from './holds-within.ts';
import { textsSentIn } from './texts-sent.ts';
import { toHttpResponse } from './to-http-response.ts';

/** What a step shows by itself; calls and logged events are added to it. */
export type Observation = Omit<Step, 'calls' | 'outgoing' | 'audit' | 'expectations'>;

/** How long calls may take to end after the step that caused them, in milliseconds. */
const SETTLED_MS = 2_000;
const POLL_MS = 10;

/** What a target shows of itself in addition to its responses. */
export interface Sources {
  /**
   * Every LLM call of the scenario so far; those of one model in start order, those of different models in any order,
   * and the entries may still be completed later.
   */
  readonly calls: () => readonly OutgoingCall[];
  /** Every other outgoing request so far, in the same way: those to one endpoint in start order. */
  readonly outgoing?: () => readonly OutgoingRequest[];
  /**
   * Every logged event so far; absent where the target offers none. `answered` has just come, `abandoned` requests have
   * just been given up without an answer, and the events that they caused are waited for.
   */
  readonly audit?:
    | ((answered: readonly HttpResponse[], abandoned?: number) => Promise<readonly AuditEvent[]>)
    | undefined;
}

/** Writes down what a scenario does, step by step. */
export class Observer {
  readonly #steps: DraftStep[] = [];
  readonly #sources: Sources;
  #heard = 0;
  /** What had been seen when a request began that is still under way. */
  #underWay: Seen | undefined;
  #final: { readonly calls: readonly OutgoingCall[]; readonly outgoing: readonly OutgoingRequest[] } | undefined;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** How many LLM calls the scenario has caused so far. */
  get callCount(): number {
    return this.#sources.calls().length;
  }

  /**
   * Adds a step; the calls that started and the events that were logged since the one before belong to it. Where the client
   * has hung up, the step lasts until the calls under way have ended, so that the next one finds the same on every run.
   */
  async add(
    observation: Observation,
    { hasAborted = false }: { readonly hasAborted?: boolean } = {},
  ): Promise<StepExpectations> {
    if (hasAborted) {
      await this.#settle();
    }
    const step: DraftStep = { observation, seen: this.#underWay ?? this.#seen(), expectations: [] };
    this.#steps.push(step);
    const { http, concurrently, abort, broken } = observation;
    const answered = http === undefined ? (concurrently?.responses ?? []) : [http.response];
    await this.#listen(step, answered.map(toHttpResponse), abort === undefined && broken === undefined ? 0 : 1);
    return { add: (expectation) => step.expectations.push(expectation) };
  }

  /**
   * Takes in what was logged after the last step; it belongs to that step, as a late call does. From here on the calls stay
   * as they are: what the end of the system does to one that is still open is no doing of the scenario.
   */
  async finish(): Promise<void> {
    await this.#settle();
    this.#final = { calls: [...this.#sources.calls()], outgoing: [...this.#outgoing()] };
    const last = this.#steps.at(-1);
    if (last !== undefined) {
      await this.#listen(last, [], 0);
    }
  }

  /**
   * A request is on its way whose step will be added when it is answered. The calls that start until then are its own, and
   * of no step in between.
   */
  start(): { answered(observation: Observation): Promise<StepExpectations> } {
    if (this.#underWay !== undefined) {
      throw new TypeError('One request of a scenario can be under way');
    }
    this.#underWay = this.#seen();
    return {
      answered: async (observation) => {
        this.#underWay = undefined;
        return await this.add(observation);
      },
    };
  }

  #seen(): Seen {
    return {
      calls: countByName(this.#sources.calls().map(getModelName)),
      outgoing: countByName(this.#outgoing().map(getEndpointName)),
    };
  }

  #outgoing(): readonly OutgoingRequest[] {
    return this.#sources.outgoing?.() ?? [];
  }

  /** Waits until no call or request is open, for a while. */
  async #settle(): Promise<void> {
    const haveEnded = () =>
      [...this.#sources.calls(), ...this.#outgoing()].every(({ outcome }) => outcome.status !== 'open');
    await holdsWithin({ latestMs: SETTLED_MS, everyMs: POLL_MS }, haveEnded);
  }

  async #listen(step: DraftStep, answered: readonly HttpResponse[], abandoned: number): Promise<void> {
    const events = await this.#sources.audit?.(answered, abandoned);
    if (events === undefined) {
      return;
    }
    step.audit = [...(step.audit ?? []), ...events.slice(this.#heard)];
    this.#heard = events.length;
  }

  /** The steps as they stand. Calls that started after the last step belong to it. */
  steps(): Step[] {
    const sent = textsSentIn(this.#steps.map(({ observation }) => observation));
    const { calls: all, outgoing: requests } = this.#final ?? {
      calls: this.#sources.calls(),
      outgoing: this.#outgoing(),
    };
    const seen = this.#steps.map((step) => step.seen);
    const calls = assignToSteps(
      all,
      getModelName,
      seen.map((one) => one.calls),
    );
    const outgoing = assignToSteps(
      requests,
      getEndpointName,
      seen.map((one) => one.outgoing),
    );
    return this.#steps.map(({ observation, audit, expectations }, index) => ({
      ...observation,
      calls: (calls[index] ?? []).map((call) => withKnownKey(call, sent)),
      ...(isEmpty(outgoing[index]) ? {} : { outgoing: outgoing[index] ?? [] }),
      ...(audit === undefined ? {} : { audit }),
      expectations,
    }));
  }
}

/** How many calls each model, and requests each endpoint, had received when a step ended. */
interface Seen {
  readonly calls: ReadonlyMap<string, number>;
  readonly outgoing: ReadonlyMap<string, number>;
}

interface DraftStep {
  readonly observation: Observation;
  readonly seen: Seen;
  audit?: readonly AuditEvent[];
  readonly expectations: Json[];
}

/** What a scenario says that a step must have shown. */
export interface StepExpectations {
  add(expectation: Json): void;
}

/** @param sent what the scenario has sent, and so what may be written down */
function withKnownKey({ isMadeWith, ...call }: OutgoingCall, sent: readonly string[]): LlmCall {
  const key = isMadeWith && sent.find((text) => isMadeWith(text));
  return key === undefined ? call : { ...call, key };
}

function countByName(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Each item belongs to the first step at whose end so many of its name had started; a late one to the last. */
function assignToSteps<Item>(
  items: readonly Item[],
  getName: (item: Item) => string,
  seen: readonly ReadonlyMap<string, number>[],
): readonly (readonly Item[])[] {
  const assigned = seen.map((): Item[] => []);
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = getName(item);
    const ordinal = counts.get(name) ?? 0;
    counts.set(name, ordinal + 1);
    assigned.at(seen.findIndex((started) => (started.get(name) ?? 0) > ordinal))?.push(item);
  }
  return assigned;
}

function isEmpty(items: readonly unknown[] = []): boolean {
  return items.length === 0;
}
