import type { JsonObject } from '../../values/json.ts';
import type { Drive } from '../api/scenario-context.ts';

/** What a scenario file says, before anything is run. */
export interface DeclaredScenario {
  readonly title: string;
  readonly given: JsonObject;
  readonly drive: Drive;
  /** The stack of its declaration. */
  readonly stack: string | undefined;
}

let collected: DeclaredScenario[] | undefined;

/**
 * Loads a scenario file outside a test runner and returns what it declares, in order. One file at a time: a declaration
 * says nothing of the file that it stands in. What the file throws is passed on.
 */
export async function collectScenarios(load: () => Promise<unknown>): Promise<readonly DeclaredScenario[]> {
  if (collected !== undefined) {
    throw new TypeError('Scenario files are collected one after the other');
  }
  const own: DeclaredScenario[] = [];
  collected = own;
  try {
    await load();
    return own;
  } finally {
    collected = undefined;
  }
}

/** Hands a declaration to the collector; false where none collects, and a test runner must take it. */
export function handToCollector(declared: DeclaredScenario): boolean {
  collected?.push(declared);
  return collected !== undefined;
}
