/**
 * Bundles the program of the page into one file. `node harness/report/html/bundle-client.ts FILE` writes it for the
 * package, whose users have no bundler; a checkout bundles when a report is written.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { writeAtomically } from '../../base/write-atomically.ts';

export interface ClientBundle {
  readonly code: string;
  /** Paths of the modules in it. */
  readonly modules: readonly string[];
}

/** A page that is opened from a file may not import modules, so they become one module script. */
export async function bundleClient(): Promise<ClientBundle> {
  await using bundle = await rolldown({
    input: fileURLToPath(new URL('client/main.ts', import.meta.url)),
    platform: 'browser',
    tsconfig: false,
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  const [{ code, moduleIds }] = output;
  return { code, modules: moduleIds.filter((id) => !id.startsWith('\0')) };
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    throw new TypeError('Usage: node harness/report/html/bundle-client.ts FILE');
  }
  await writeAtomically(resolve(file), (await bundleClient()).code);
}
