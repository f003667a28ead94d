import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { loadCassette } from '../../traffic/cassette/load-cassette.ts';
import { importCassettes } from '../../traffic/import/import-cassettes.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';

/** For tests: imports these files, and returns the report with the cassettes. */
export async function importFiles(files: Readonly<Record<string, string | Uint8Array>>) {
  await using directory = await temporaryDirectory();
  const [source, out] = [join(directory.path, 'source'), join(directory.path, 'out')];
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, name)), { recursive: true });
    await writeFile(join(source, name), content);
  }
  const firewall = createFirewall({ knownSecrets: [] });
  const result = await importCassettes({ source, out, format: 'auto', firewall });
  const cassettes = await Promise.all(result.cassettes.map(({ cassette }) => loadCassette(cassette)));
  const texts = await Promise.all(result.cassettes.map(({ cassette }) => readFile(cassette, 'utf8')));
  return { result, cassettes, text: texts.join('\n') };
}
