import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { writeAtomically } from '../../base/write-atomically.ts';

/** In the package alone: a checkout has the modules that it is made from. */
const PACKAGED = new URL('client.js', import.meta.url);
const CACHED = fileURLToPath(new URL('../../../node_modules/.cache/ultra-parity/report-client.json', import.meta.url));

const cacheSchema = z.object({
  code: z.string(),
  /** SHA-256 of every file that decides what the code is, by its path. */
  digests: z.record(z.string(), z.string()),
});

let loaded: Promise<string> | undefined;

/** The program of the page: the file of the package, or in a checkout the bundle of its modules, made once for each change. */
export function loadClient(): Promise<string> {
  loaded ??= existsSync(PACKAGED) ? readFile(PACKAGED, 'utf8') : loadFromSources();
  return loaded;
}

async function loadFromSources(): Promise<string> {
  const cached = await readCache();
  if (cached !== undefined) {
    return cached;
  }

  const { bundleClient } = await import('./bundle-client.ts');
  const { code, modules } = await bundleClient();
  const bundler = [
    fileURLToPath(new URL('bundle-client.ts', import.meta.url)),
    createRequire(import.meta.url).resolve('rolldown/package.json'),
  ];
  const digests = await readDigests([...modules, ...bundler]);
  await writeAtomically(CACHED, JSON.stringify({ code, digests } satisfies z.infer<typeof cacheSchema>));
  return code;
}

/** Undefined where there is none, or one of its files has changed since. */
async function readCache(): Promise<string | undefined> {
  try {
    const { code, digests } = cacheSchema.parse(JSON.parse(await readFile(CACHED, 'utf8')));
    const current = await readDigests(Object.keys(digests));
    return Object.entries(digests).every(([path, digest]) => current[path] === digest) ? code : undefined;
  } catch {
    return undefined; // it is only a cache
  }
}

async function readDigests(paths: readonly string[]): Promise<Record<string, string>> {
  const digests = await Promise.all(
    paths.map(
      async (path) =>
        [
          path,
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ] as const,
    ),
  );
  return Object.fromEntries(digests);
}
