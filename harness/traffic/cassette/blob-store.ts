import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../base/has-code.ts';
import { makeFolder } from '../../base/make-folder.ts';

/** The bodies that lie beside a cassette, by the SHA-256 (hex) of their bytes. */
export type Blobs = ReadonlyMap<string, Uint8Array>;

/** `<name>.blobs` for `<name>.json`. Each file in it is named by the SHA-256 of its bytes, in hex. */
export function blobDirectory(cassettePath: string): string {
  return `${cassettePath.replace(/\.json$/, '')}.blobs`;
}

export function blobName(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bodies beside a cassette; none when there is no directory for them. */
export async function readBlobs(cassettePath: string): Promise<Blobs> {
  const directory = blobDirectory(cassettePath);
  const names = await namesIn(directory);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(directory, name))] as const)));
}

/** Adds bodies, each whole or not at all. What is there stays: a cassette that another process writes may need it. */
export async function writeBlobs(cassettePath: string, blobs: Blobs): Promise<void> {
  if (blobs.size === 0) {
    return;
  }
  const directory = blobDirectory(cassettePath);
  await makeFolder(directory);
  const present = new Set(await namesIn(directory));
  for (const [name, bytes] of blobs) {
    if (present.has(name)) {
      continue;
    }
    const draft = join(directory, `.${name}.${process.pid}.tmp`);
    try {
      await using file = await open(draft, 'w');
      await file.writeFile(bytes);
      await file.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await rename(draft, join(directory, name));
  }
}

/** Takes away the bodies that the cassette no longer needs, once it is written. */
export async function dropOtherBlobs(cassettePath: string, needed: Blobs): Promise<void> {
  const directory = blobDirectory(cassettePath);
  const names = await namesIn(directory);
  await Promise.all(
    names.filter((name) => !needed.has(name)).map((name) => rm(join(directory, name), { force: true })),
  );
  if (needed.size === 0 && names.length > 0) {
    await rm(directory, { recursive: true, force: true });
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}
