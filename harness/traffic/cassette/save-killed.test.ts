import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { encodeBody } from './body-codec.ts';
import type { Cassette } from './cassette.ts';
import { loadCassette } from './load-cassette.ts';
import { saveCassette } from './save-cassette.ts';

const firewall = createFirewall({ knownSecrets: [] });

/** A cassette with bodies inside and beside it, told from another one by its text. */
function tape(name: string): Cassette {
  const body = Buffer.from(`${name} `.repeat(10_000));
  const interaction = chatInteraction(name);
  const large = { ...interaction, response: { ...interaction.response, body: encodeBody(body) } };
  return cassetteOf(chatInteraction('before'), { ...large, chunks: [[0, body.length]] });
}

/** Writes one cassette and the other in turns until it is killed. */
const WRITER = `
  import { saveCassette } from ${JSON.stringify(new URL('./save-cassette.ts', import.meta.url).href)};
  import { createFirewall } from ${JSON.stringify(new URL('../secrets/firewall.ts', import.meta.url).href)};
  const firewall = createFirewall({ knownSecrets: [] });
  const [path, ...tapes] = process.argv.slice(1);
  process.stdout.write('started');
  for (let turn = 0; ; turn += 1) await saveCassette(path, JSON.parse(tapes[turn % 2]), { firewall });
`;

test('a kill at any point of a write leaves a cassette that is whole, with its bodies', {
  timeout: 120_000,
}, async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'case.json');
  const tapes = [tape('first'), tape('second')];
  const [first = tape('first')] = tapes;
  await saveCassette(path, first, { firewall });

  for (let round = 0; round < 4; round += 1) {
    const texts = tapes.map((one) => JSON.stringify(one));
    const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path, ...texts], { stdio: 'pipe' });
    await once(writer.stdout, 'data');
    // Another point each time: the writes take a few milliseconds each.
    await delay(20 + 13 * round);
    writer.kill('SIGKILL');
    const [, signal] = await once(writer, 'exit');

    expect(signal).toBe('SIGKILL');
    expect(tapes).toContainEqual(await loadCassette(path));
  }
  await saveCassette(path, first, { firewall });
  await expect(loadCassette(path)).resolves.toEqual(first);
  await expect(readdir(directory.path)).resolves.toEqual(expect.arrayContaining(['case.blobs', 'case.json']));
});
