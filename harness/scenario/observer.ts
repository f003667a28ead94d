import type { AuditEvent } from '../observe/audit-event.ts';
import type { Json } from '../observe/json.ts';
import { type LlmCall, modelOf } from '../observe/llm-call.ts';
import type { HttpResponse, Step } from '../observe/transcript.ts';

type Observation = Pick<Step, 'label' | 'http' | 'together' | 'stream' | 'boot' | 'tables' | 'time'>;

/** What a target shows of itself beside its answers. */
export interface Sources {
  /**
   * Every LLM call of the scenario so far; those of one model in start order, those of different models in any order,
   * and the entries may still be completed later.
   */
  readonly calls: () => readonly LlmCall[];
  /**
   * Every logged event so far; absent where the target offers none. `answered` has just come, and the events that it
   * caused are waited for.
   */
  readonly audit?: ((answered: readonly HttpResponse[]) => Promise<readonly AuditEvent[]>) | undefined;
}

/** Writes down what a scenario does, step by step. */
export class Observer {
  readonly #steps: DraftStep[] = [];
  readonly #sources: Sources;
  #heard = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Adds a step; the calls that started and the events that were logged since the one before belong to it. */
  async add(observation: Observation): Promise<StepExpectations> {
    const step: DraftStep = { observation, seen: countByModel(this.#sources.calls()), expectations: [] };
    this.#steps.push(step);
    const { http, together } = observation;
    await this.#listen(step, http === undefined ? (together?.responses ?? []) : [http.response]);
    return { add: (expectation) => step.expectations.push(expectation) };
  }

  /** Takes in what was logged after the last step; it belongs to that step, as a late call does. */
  async finish(): Promise<void> {
    const last = this.#steps.at(-1);
    if (last !== undefined) await this.#listen(last, []);
  }

  async #listen(step: DraftStep, answered: readonly HttpResponse[]): Promise<void> {
    const events = await this.#sources.audit?.(answered);
    if (events === undefined) return;
    step.audit = [...(step.audit ?? []), ...events.slice(this.#heard)];
    this.#heard = events.length;
  }

  /** The steps as they stand. Calls that started after the last step belong to it. */
  steps(): Step[] {
    const calls = this.#steps.map((): LlmCall[] => []);
    const counts = new Map<string, number>();
    for (const call of this.#sources.calls()) {
      const ordinal = counts.get(modelOf(call)) ?? 0;
      counts.set(modelOf(call), ordinal + 1);
      const step = this.#steps.findIndex(({ seen }) => (seen.get(modelOf(call)) ?? 0) > ordinal);
      calls.at(step)?.push(call);
    }
    return this.#steps.map(({ observation, audit, expectations }, index) => ({
      ...observation,
      calls: calls[index] ?? [],
      ...(audit === undefined ? {} : { audit }),
      expectations,
    }));
  }
}

interface DraftStep {
  readonly observation: Observation;
  /** How many calls each model had received when the step ended. */
  readonly seen: ReadonlyMap<string, number>;
  audit?: readonly AuditEvent[];
  readonly expectations: Json[];
}

/** What a scenario says that a step must have shown. */
export interface StepExpectations {
  add(expectation: Json): void;
}

function countByModel(calls: readonly LlmCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(modelOf(call), (counts.get(modelOf(call)) ?? 0) + 1);
  return counts;
}
