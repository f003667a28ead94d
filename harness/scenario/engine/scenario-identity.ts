import { createHash } from 'node:crypto';
import { dirname, matchesGlob, relative, sep } from 'node:path';
import type { Shard } from '../../evidence/manifest.ts';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';

/** The endings of the files that hold scenarios. */
export const SCENARIO_FILES = '.scenario.{ts,mts,js,mjs}';

const SCENARIO_ENDING = /\.scenario\.m?[jt]s$/;

/** A folder, a title and the titles of the `describe` blocks around it, outermost first. */
export type TitlePath = readonly [string, ...string[]];

/**
 * Names every scenario of one file, in order: where it is found, and what it is called in cassettes, transcripts and
 * commands. The id is the path of the file and a readable form of the title, and carries a hash of the whole title where
 * that form says too little or two titles of the file share it.
 */
export function identifyScenarios(
  path: string,
  titles: readonly TitlePath[],
  { config }: { readonly config: string },
): ScenarioIdentity[] {
  const file = relative(dirname(config), path).split(sep).join('/');
  const behaviour = file
    .slice(file.indexOf('/') + 1)
    .replace(SCENARIO_ENDING, '')
    .normalize('NFC');
  const names = titles.map((title) => toName(title));
  return titles.map((title, index) => {
    const name = names[index] ?? '';
    const isShared = names.filter((other) => other === name).length > 1;
    const unique = isShared || !isComplete(title) ? [name, hash(title)].filter((part) => part !== '').join('-') : name;
    return { id: `${behaviour}/${unique}`, title: title.join(' > '), file };
  });
}

/** Whether `--scenario` names this one: its id matches the glob, or lies below it. */
export function isSelected(id: string, only: string | null): boolean {
  return only === null || matchesGlob(id, only) || matchesGlob(id, `${only}/**`);
}

/** Whether a scenario is run here: named by `--scenario`, and on this shard. */
export function isChosen(
  id: string,
  { only, shard }: { readonly only: string | null; readonly shard?: Shard | null },
): boolean {
  return isSelected(id, only) && (shard === undefined || shard === null || computeShard(id, shard.of) === shard.index);
}

/**
 * Which of so many shards a scenario belongs to, from 1. It depends on the id alone, so machines agree without talking to
 * each other, and a new scenario moves no other.
 */
function computeShard(id: string, of: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE(0) % of) + 1;
}

/** A file name ends at 255 bytes on most systems; some are left for endings. */
const LONGEST_BYTES = 180;

/** `describe` blocks end with two hyphens, which no title has in its readable form. */
function toName(titles: TitlePath): string {
  const whole = titles.map(slug).join('--');
  const letters = [...whole];
  while (Buffer.byteLength(letters.join('')) > LONGEST_BYTES) {
    letters.pop();
  }
  return letters.join('').replace(/-+$/, '');
}

/** Whether the readable form says something of every title, and all of it. */
function isComplete(titles: TitlePath): boolean {
  const slugs = titles.map(slug);
  return slugs.every((one) => one !== '') && Buffer.byteLength(slugs.join('--')) <= LONGEST_BYTES;
}

/** Letters, digits and marks of every script, in lower case; hyphens for all else. */
function slug(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}

function hash(titles: TitlePath): string {
  return createHash('sha256')
    .update(JSON.stringify(titles.map((title) => title.normalize('NFC'))))
    .digest('hex')
    .slice(0, 8);
}
