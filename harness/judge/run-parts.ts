import type { RunManifest } from '../evidence/manifest.ts';
import type { Reason, Scope } from '../evidence/verdict.ts';

/** Whether the evidence is of the whole suite: nothing was selected, and no shard of any target is missing. */
export function isWhole(manifest: RunManifest): boolean {
  return manifest.selection === null && findMissingShards(manifest).length === 0;
}

/** How much of the suite the evidence is on. */
export function describeScope(manifest: RunManifest): Scope {
  const { selection, parts = [], suite, scenarios } = manifest;
  const isSharded = findMissingShards(manifest).length > 0;
  const counts = { scenarios: scenarios.length, of: suite?.length ?? scenarios.length };
  if (!isSharded && typeof selection !== 'string') {
    return { kind: 'whole', ...counts };
  }
  const shards = parts.flatMap(({ shard }) => (shard === null ? [] : [shard]));
  return {
    kind: 'partial',
    ...(typeof selection === 'string' ? { selection } : {}),
    ...(isSharded ? { shards: [...new Map(shards.map((shard) => [shard.index, shard])).values()] } : {}),
    ...counts,
  };
}

/** A shard alone is a part on purpose. What was merged claims to be the whole, so it must be. */
export function listPartReasons(manifest: RunManifest): Reason[] {
  const lost = isWhole(manifest) ? findLostScenarios(manifest) : [];
  return manifest.isMerged !== true ? lost : [...lost, ...listShardReasons(manifest)];
}

function findLostScenarios({ suite = [], scenarios }: RunManifest): Reason[] {
  const known = new Set(scenarios.map(({ id }) => id));
  return suite
    .filter((id) => !known.has(id))
    .map((scenario) => ({
      code: 'scenario_missing',
      scenario,
      target: null,
      message: `The suite has ${scenario}, and the run of the whole suite does not know it.`,
      hint: 'The evidence was changed, or its parts were not run alike. Run it again.',
    }));
}

function listShardReasons(manifest: RunManifest): Reason[] {
  return findMissingShards(manifest).map(({ target, missing, of }) => ({
    code: 'shard_missing',
    scenario: null,
    target,
    message: `${missing.map((index) => `${index}/${of}`).join(' and ')} of ${target} ${missing.length === 1 ? 'is' : 'are'} not among the merged parts.`,
    hint: `Run it, and merge again: npx parity run --target ${target} --shard ${missing[0]}/${of} --out DIR`,
  }));
}

interface MissingShards {
  readonly target: string;
  readonly missing: readonly number[];
  readonly of: number;
}

function findMissingShards({ parts = [], targets }: RunManifest): MissingShards[] {
  return targets.flatMap(({ name }) => {
    const shards = parts.flatMap(({ shard, targets: own }) =>
      shard !== null && own.some((target) => target.name === name) ? [shard] : [],
    );
    const of = shards[0]?.of ?? 0;
    const missing = Array.from({ length: of }, (_, index) => index + 1).filter(
      (index) => !shards.some((shard) => shard.index === index),
    );
    return missing.length === 0 ? [] : [{ target: name, missing, of }];
  });
}
