import type { RunManifest, TargetRecord } from '../evidence/manifest.ts';
import type { Reason } from '../evidence/verdict.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { valueAt } from '../values/pointer.ts';

/** What the witnesses say against the run: a target that is not what it should be, or two that are the same thing. */
export function listWitnessReasons({ targets, scenarios, comparesRuns }: RunManifest): Reason[] {
  // Where nothing was run, no target had anything to witness.
  const isTold = scenarios.length === 0 || comparesRuns === true;
  return [
    ...targets.flatMap(findContradictions),
    ...(isTold ? [] : [...targets.flatMap(findUnwitnessed), ...findLookalikes(targets)]),
  ];
}

/** A target of doubles proves itself by opening no connection; any other shows something that only it has. */
function findUnwitnessed({ name, witness, unwitnessed }: TargetRecord): Reason[] {
  if (unwitnessed !== undefined || Object.keys(listProofs(witness)).length > 0 || 'connectionsOpened' in witness) {
    return [];
  }
  return [
    {
      code: 'target_unwitnessed',
      scenario: null,
      target: name,
      message: `The target ${name} proves nothing about itself: it may be any system.`,
      hint: "Give it a witness, such as the version of its database, or say why it has none: unwitnessed: 'reason'.",
    },
  ];
}

/** What a target shows of itself: that the harness has replayed no call for it says nothing, nor does its silence. */
function listProofs({ connectionsOpened: _, llm, ...own }: JsonObject): JsonObject {
  const counts = isJsonObject(llm) ? [llm['replayed'], llm['recorded'], llm['live']] : [];
  return counts.some((count) => Number(count) > 0) ? { ...own, llm: true } : own;
}

function findContradictions({ name, witness, requiredWitness = {} }: TargetRecord): Reason[] {
  return Object.entries(requiredWitness).flatMap(([pointer, demand]) => {
    const found = valueAt(witness, pointer);
    if (demand === 'present' ? isPresent(found) : JSON.stringify(found) === JSON.stringify(demand)) {
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

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== false && value !== '';
}

/** Targets whose witnesses say the same, counts aside, were started the same way: nothing was compared. */
function findLookalikes(targets: readonly TargetRecord[]): Reason[] {
  const witnessed = targets.filter(({ unwitnessed }) => unwitnessed === undefined);
  const groups = Map.groupBy(witnessed, ({ witness }) => JSON.stringify(removeCounts(listProofs(witness))));
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

function removeCounts(value: Json): Json {
  if (typeof value === 'number') {
    return 0;
  }
  if (Array.isArray(value)) {
    return value.map(removeCounts);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, removeCounts(value[key] ?? null)]),
  );
}
