import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hasCode } from '../../../base/has-code.ts';
import { writeAtomically } from '../../../base/write-atomically.ts';
import { type Blobs, dropOtherBlobs, readBlobs, writeBlobs } from '../../cassette/blob-store.ts';
import { loadCassette } from '../../cassette/load-cassette.ts';

/** A cassette that a recording made or changed. */
export interface RecordingChange {
  readonly kind: 'new' | 'changed';
  readonly path: string;
  readonly text: string;
  /** The large bodies beside it. */
  readonly blobs: Blobs;
  readonly interactions: number;
  readonly source: string;
}

/** The cassettes in `from` that are not in `to`, or are another there. */
export async function recordingChanges({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Promise<RecordingChange[]> {
  const changes: RecordingChange[] = [];
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) {
      continue;
    }
    const source = join(entry.parentPath, entry.name);
    const path = join(to, relative(from, source));
    const [text, before] = [await readFile(source, 'utf8'), await readIfThere(path)];
    if (text === before) {
      continue;
    }
    const { interactions, provenance } = await loadCassette(source);
    const kind = before === undefined ? 'new' : 'changed';
    const blobs = await readBlobs(source);
    changes.push({ kind, path, text, blobs, interactions: interactions.length, source: provenance.source });
  }
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a person reads before anything is written. */
export function describeRecording(
  changes: readonly RecordingChange[],
  { to, cwd }: { readonly to: string; readonly cwd: string },
): string {
  if (changes.length === 0) {
    return `Every call is on a cassette in ${relative(cwd, to)}: nothing to record.`;
  }
  const lines = changes.map(
    ({ kind, path, interactions, source }) =>
      `  ${kind.padEnd(7)} ${relative(cwd, path)}  ${interactions} interactions, ${source}`,
  );
  return [`Recorded ${changes.length} cassettes:`, ...lines].join('\n');
}

export async function applyRecording(changes: readonly RecordingChange[]): Promise<void> {
  for (const { path, text, blobs } of changes) {
    await writeBlobs(path, blobs);
    await writeAtomically(path, text);
    await dropOtherBlobs(path, blobs);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}
