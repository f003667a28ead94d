import type { SealedManifest } from './manifest.ts';
import type { Transcript } from './transcript.ts';

/** What cannot be true of a manifest and transcripts that one run has written; undefined where there is nothing. */
export function findContradiction(
  { targets, scenarios, reference }: SealedManifest,
  transcripts: readonly Transcript[],
): string | undefined {
  const [names, ids] = [targets.map(({ name }) => name), scenarios.map(({ id }) => id)];
  const [twiceNamed, twiceListed] = [findDuplicate(names), findDuplicate(ids)];
  if (twiceNamed !== undefined) {
    return `run.json names the target ${twiceNamed} twice`;
  }
  if (twiceListed !== undefined) {
    return `run.json lists the scenario ${twiceListed} twice`;
  }
  if (names.length > 0 && !names.includes(reference)) {
    return `run.json compares with ${reference}, which is not one of its targets`;
  }
  for (const { scenario, target, steps, faults } of transcripts) {
    const place = `the transcript of ${scenario.id} on ${target}`;
    if (!names.includes(target) || !ids.includes(scenario.id)) {
      return `${place} is not of this run, which has other scenarios or targets`;
    }
    if (steps.length === 0 && faults.length === 0) {
      return `${place} has no step and no fault`;
    }
  }
  return undefined;
}

function findDuplicate(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
