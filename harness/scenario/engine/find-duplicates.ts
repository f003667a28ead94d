import { HarnessError } from '../../base/harness-error.ts';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';

/** Two scenarios of one id: one would overwrite what the other has shown. */
export class DuplicateScenario extends HarnessError {
  readonly code = 'PARITY_SCENARIO_DUPLICATE';

  constructor(one: DeclaredIdentity, other: DeclaredIdentity) {
    super(
      `The scenarios "${one.title}" (${describePlace(one)}) and "${other.title}" (${describePlace(other)}) have the same id: ${one.id}.`,
      { hint: 'Give one of them another title.' },
    );
  }
}

/** A scenario with the line that declares it, where that is known. */
export interface DeclaredIdentity extends ScenarioIdentity {
  readonly line?: number | undefined;
}

/** The first two of the scenarios that have one id; undefined where each has its own. */
export function findDuplicate(scenarios: readonly DeclaredIdentity[]): DuplicateScenario | undefined {
  const known = new Map<string, DeclaredIdentity>();
  for (const scenario of scenarios) {
    const other = known.get(scenario.id);
    if (other !== undefined) {
      return new DuplicateScenario(other, scenario);
    }
    known.set(scenario.id, scenario);
  }
  return undefined;
}

/** @throws DuplicateScenario where two of the scenarios have one id */
export function refuseDuplicates(scenarios: readonly DeclaredIdentity[]): void {
  const duplicate = findDuplicate(scenarios);
  if (duplicate !== undefined) {
    throw duplicate;
  }
}

function describePlace({ file, line }: DeclaredIdentity): string {
  return line === undefined ? file : `${file}:${line}`;
}
