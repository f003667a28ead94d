import type { Json } from '../observe/json.ts';
import { type LlmCall, modelOf } from '../observe/llm-call.ts';
import type { Step } from '../observe/transcript.ts';

type Observation = Pick<Step, 'label' | 'http' | 'stream' | 'boot' | 'tables'>;

/** Writes down what a scenario does, step by step. */
export class Observer {
  readonly #steps: DraftStep[] = [];
  readonly #calls: () => readonly LlmCall[];

  /**
   * @param calls every LLM call of the scenario so far; those of one model in start order, those of different models
   *   in any order, and the entries may still be completed later
   */
  constructor(calls: () => readonly LlmCall[]) {
    this.#calls = calls;
  }

  /** Adds a step; the calls that started since the one before belong to it. */
  add(observation: Observation): StepExpectations {
    const expectations: Json[] = [];
    this.#steps.push({ observation, seen: countByModel(this.#calls()), expectations });
    return { add: (expectation) => expectations.push(expectation) };
  }

  /** The steps as they stand. Calls that started after the last step belong to it. */
  steps(): Step[] {
    const calls = this.#steps.map((): LlmCall[] => []);
    const counts = new Map<string, number>();
    for (const call of this.#calls()) {
      const ordinal = counts.get(modelOf(call)) ?? 0;
      counts.set(modelOf(call), ordinal + 1);
      const step = this.#steps.findIndex(({ seen }) => (seen.get(modelOf(call)) ?? 0) > ordinal);
      calls.at(step)?.push(call);
    }
    return this.#steps.map(({ observation, expectations }, index) => ({
      ...observation,
      calls: calls[index] ?? [],
      expectations,
    }));
  }
}

interface DraftStep {
  readonly observation: Observation;
  /** How many calls each model had received when the step ended. */
  readonly seen: ReadonlyMap<string, number>;
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
