import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** SHA-256 in hex by path below the evidence folder, with `/` on every system, in order of path. */
export type EvidenceDigests = Readonly<Record<string, string>>;

/** What a verdict and a proof are computed from. Reports are made from these, and can be made again. */
const SOURCES = /^(?:run\.json|proof\.json|(?:transcripts|control)\/.+\.json)$/;

/** The digest of every file of an evidence folder that a verdict depends on. */
export async function digestEvidence(folder: string): Promise<EvidenceDigests> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => SOURCES.test(path))
    .toSorted();
  const digests: [string, string][] = [];
  for (const path of paths) digests.push([path, await sha256File(join(folder, path))]);
  return Object.fromEntries(digests);
}

async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** One digest of all: that of what `sha256sum` would print for the files in this order. */
export function digestOfAll(digests: EvidenceDigests): string {
  const lines = Object.entries(digests).map(([path, digest]) => `${digest}  ${path}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
