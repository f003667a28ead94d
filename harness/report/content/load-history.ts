import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../../base/harness-error.ts';

const verdictSchema = z.object({
  schema: z.literal('ultra-parity/verdict/v1'),
  verdict: z.enum(['equivalent', 'divergent', 'inconclusive']),
  counts: z.object({ scenarios: z.number(), steps: z.number(), divergences: z.number(), waived: z.number() }),
  divergences: z.array(z.object({ id: z.string() })),
  reasons: z.array(z.unknown()),
});

const runSchema = z.object({ startedAt: z.string() });

/** What a report keeps of an earlier release. */
export interface ReleaseRecord {
  /** The folder of the report, or its file where several lie in one: `v1.4.0`. */
  readonly name: string;
  /** Null where no `run.json` is in the folder of the report. */
  readonly startedAt: string | null;
  readonly verdict: 'equivalent' | 'divergent' | 'inconclusive';
  readonly scenarios: number;
  readonly steps: number;
  readonly waived: number;
  readonly reasons: number;
  /** Ids of what diverged, approved or not. */
  readonly divergences: readonly string[];
}

/** The folder of earlier reports cannot be read. */
class HistoryInvalid extends HarnessError {
  readonly code = 'PARITY_HISTORY_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is no history: ${problem}.`, { hint: 'Name a folder with the report.json of each release.', cause });
  }
}

/**
 * Every verdict below a folder, the oldest first: by the start of its run where `run.json` is in its folder, then by
 * name. Other files are left alone.
 *
 * @throws HistoryInvalid where the folder cannot be read or holds no report
 */
export async function loadHistory(folder: string): Promise<readonly ReleaseRecord[]> {
  const paths = await listJsonFiles(folder);
  const found = await Promise.all(paths.map((path) => readRelease(path, folder)));
  const releases = found.filter((release) => release !== undefined);
  if (releases.length === 0) {
    throw new HistoryInvalid(folder, 'it holds no report.json');
  }
  return releases.toSorted((a, b) => compareText(getSortKey(a), getSortKey(b)));
}

async function listJsonFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((file) => join(file.parentPath, file.name));
  } catch (error) {
    throw new HistoryInvalid(folder, 'it cannot be read', error);
  }
}

async function readRelease(path: string, folder: string): Promise<ReleaseRecord | undefined> {
  const parsed = verdictSchema.safeParse(await readJson(path));
  if (!parsed.success) {
    return undefined;
  }

  const { verdict, counts, divergences, reasons } = parsed.data;
  const run = runSchema.safeParse(await readJson(join(dirname(path), 'run.json')));
  const name = basename(path) === 'report.json' ? relative(folder, dirname(path)) : basename(path, '.json');
  return {
    name: name === '' ? basename(folder) : name,
    startedAt: run.success ? run.data.startedAt : null,
    verdict,
    scenarios: counts.scenarios,
    steps: counts.steps,
    waived: counts.waived,
    reasons: reasons.length,
    divergences: divergences.map(({ id }) => id),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined; // not a report, or not there: the folder may hold anything else
  }
}

function getSortKey({ startedAt, name }: ReleaseRecord): string {
  return `${startedAt ?? ''}\n${name}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
