import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findProof } from '../evidence/load-proof.ts';

/** SHA-256 in hex by path below the evidence folder, with `/` on every system, in order of path. */
export type EvidenceDigests = Readonly<Record<string, string>>;

/** What a verdict is computed from. Reports are made from these, and can be made again. */
const SOURCES = /^(?:run\.json|(?:transcripts|control)\/.+\.json)$/;

/** The digest of every file of an evidence folder that a verdict depends on, and of the proof that counts. */
export async function digestEvidence(folder: string): Promise<EvidenceDigests> {
  const [top, transcripts, control] = await Promise.all([
    filesIn(folder, { isDeep: false }),
    filesIn(join(folder, 'transcripts'), { isDeep: true }),
    filesIn(join(folder, 'control'), { isDeep: true }),
  ]);
  const sources = [...top, ...transcripts, ...control]
    .map((path) => relative(folder, path).split(sep).join('/'))
    .filter((path) => SOURCES.test(path));
  const paths = [...sources, ...[findProof(folder) ?? []].flat()].toSorted();
  const digests: [string, string][] = [];
  for (const path of paths) {
    digests.push([path, await sha256File(join(folder, path))]);
  }
  return Object.fromEntries(digests);
}

/** Without walking through what does not count: the evidence of a proof may lie there too, and is much more. */
async function filesIn(folder: string, { isDeep }: { readonly isDeep: boolean }): Promise<string[]> {
  if (!existsSync(folder)) {
    return [];
  }
  const entries = await readdir(folder, { recursive: isDeep, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

/** One digest of all: that of what `sha256sum` would print for the files in this order. */
export function combineDigests(digests: EvidenceDigests): string {
  const lines = Object.entries(digests).map(([path, digest]) => `${digest}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
