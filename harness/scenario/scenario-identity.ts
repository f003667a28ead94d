import { dirname, matchesGlob, relative, sep } from 'node:path';
import type { ScenarioIdentity } from '../observe/transcript.ts';

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

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
