import { createHash } from 'node:crypto';
import { dirname, matchesGlob, relative, sep } from 'node:path';
import type { Shard } from '../../evidence/manifest.ts';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';

/** The ending of the files that hold scenarios. */
export const SCENARIO_FILES = '.scenario.ts';

/** Where a scenario is found and what it is called in cassettes, transcripts and commands. */
export function scenarioIdentity(
  path: string,
  title: string,
  { config }: { readonly config: string },
): ScenarioIdentity {
  const file = relative(dirname(config), path).split(sep).join('/');
  const behaviour = file.slice(file.indexOf('/') + 1).replace(SCENARIO_FILES, '');
  return { id: `${behaviour}/${slug(title)}`, title, file };
}

/** Whether `--scenario` names this one: its id matches the glob, or lies below it. */
export function isSelected(id: string, only: string | null): boolean {
  return only === null || matchesGlob(id, only) || matchesGlob(id, `${only}/**`);
}

/**
 * Which of so many shards a scenario belongs to, from 1. It depends on the id alone, so that machines agree without
 * talking to each other and a new scenario moves no other.
 */
function shardOf(id: string, of: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE(0) % of) + 1;
}

/** Whether a scenario is run here: named by `--scenario`, and on this shard. */
export function isChosen(
  id: string,
  { only, shard }: { readonly only: string | null; readonly shard?: Shard | null },
): boolean {
  return isSelected(id, only) && (shard === undefined || shard === null || shardOf(id, shard.of) === shard.index);
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
