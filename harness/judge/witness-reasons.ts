import type { RunManifest, TargetRecord } from '../evidence/manifest.ts';
import type { Reason } from '../evidence/verdict.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { valueAt } from '../values/pointer.ts';

/** What the witnesses say against the run: a target that is not what it should be, or two that are the same thing. */
export function listWitnessReasons({ targets, scenarios, comparesRuns }: RunManifest): Reason[] {
  // Where nothing was run, nobody had anything to witness.
  const isTold = scenarios.length === 0 || comparesRuns === true;
  return [...targets.flatMap(contradictions), ...(isTold ? [] : lookalikes(targets))];
}

function contradictions({ name, witness, requiredWitness = {} }: TargetRecord): Reason[] {
  return Object.entries(requiredWitness).flatMap(([pointer, demand]) => {
    const found = valueAt(witness, pointer);
    if (demand === 'present' ? isThere(found) : JSON.stringify(found) === JSON.stringify(demand)) {
      return [];
    }
    return [
      {
        code: 'witness_contradicts',
        scenario: null,
        target: name,
        message: `${name} should prove ${pointer} to be ${demand === 'present' ? 'there' : JSON.stringify(demand)}, and its witness says ${JSON.stringify(found ?? null)}.`,
        hint: 'It was not what its name says. Look at how the configuration starts it.',
      },
    ];
  });
}

function isThere(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== false && value !== '';
}

/** Targets whose witnesses say the same, counts aside, were started the same way: nothing was compared. */
function lookalikes(targets: readonly TargetRecord[]): Reason[] {
  const groups = Map.groupBy(targets, ({ witness }) => JSON.stringify(withoutCounts(witness)));
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const names = group.map(({ name }) => name).join(' and ');
      return {
        code: 'targets_indistinct',
        scenario: null,
        target: null,
        message: `The witnesses of ${names} cannot be told apart: they may be the same system.`,
        hint: 'Let each target witness what only it is, such as its database or its process.',
      };
    });
}

function withoutCounts(value: Json): Json {
  if (typeof value === 'number') {
    return 0;
  }
  if (Array.isArray(value)) {
    return value.map(withoutCounts);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, withoutCounts(value[key] ?? null)]),
  );
}
