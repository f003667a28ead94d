import { randomUUID } from 'node:crypto';
import { inject, test } from 'vitest';
import { saveTranscript } from '../evidence/folder.ts';
import type { JsonObject } from '../values/json.ts';
import type { Drive } from './api/scenario-context.ts';
import { handToCollector } from './engine/declared-scenario.ts';
import { ScenarioFailed } from './engine/scenario-failed.ts';
import { isChosen, scenarioIdentity } from './engine/scenario-identity.ts';

export interface ScenarioOptions {
  /** The circumstances, in words that the targets of the project understand, such as `{ llm: { openai: ... } }`. */
  readonly given?: JsonObject;
}

/**
 * Declares a scenario: a title that states behaviour, and what to do. It is run on every target, all that it does is
 * observed, and the observations are compared.
 */
export function scenario(title: string, drive: Drive): void;
export function scenario(title: string, options: ScenarioOptions, drive: Drive): void;
export function scenario(title: string, ...rest: [Drive] | [ScenarioOptions, Drive]): void {
  const [options, drive] = rest.length === 1 ? [{}, rest[0]] : rest;
  if (handToCollector({ title, given: options.given ?? {}, drive })) {
    return;
  }

  test(title, async ({ task, skip }) => {
    const settings = inject('parity');
    const identity = scenarioIdentity(task.file.filepath, title, settings);
    if (!isChosen(identity.id, settings)) {
      skip('not selected by --scenario or --shard');
    }

    // Loaded where it is needed: a configuration and a mutant import this module too, and drive nothing.
    const { observeScenario } = await import('./engine/observe-scenario.ts');
    const transcript = await observeScenario({
      identity,
      settings,
      given: options.given ?? {},
      drive,
      env: process.env,
      now: () => new Date(),
      newToken: () => randomUUID(),
    });
    await saveTranscript(settings.evidence, transcript);

    const failure = ScenarioFailed.from(transcript);
    if (failure !== undefined) {
      throw failure;
    }
  });
}
