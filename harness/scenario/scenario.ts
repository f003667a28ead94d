import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { inject, test } from 'vitest';
import { saveTranscript } from '../evidence/folder.ts';
import type { JsonObject } from '../values/json.ts';
import type { Drive } from './api/scenario-context.ts';
import { findUserFrame } from './engine/call-site.ts';
import { handToCollector } from './engine/declared-scenario.ts';
import { identifyTest } from './engine/identify-test.ts';
import { ScenarioFailed } from './engine/scenario-failed.ts';
import { isChosen } from './engine/scenario-identity.ts';

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
  const { stack } = new Error('declared here');
  if (handToCollector({ title, given: options.given ?? {}, drive, stack })) {
    return;
  }

  test(title, async ({ task, skip }) => {
    const settings = inject('parity');
    const identity = identifyTest(task, settings);
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
      declaredAt: findUserFrame(stack, dirname(settings.config)),
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
