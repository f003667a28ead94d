import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { blobDirectory } from './blob-store.ts';
import { encodeBody } from './body-codec.ts';
import type { Cassette, Interaction } from './cassette.ts';
import { listCassettes } from './list-cassettes.ts';
import { loadCassette } from './load-cassette.ts';
import { saveCassette } from './save-cassette.ts';

const firewall = createFirewall({ knownSecrets: [] });

function answering(bytes: Uint8Array): Interaction {
  const interaction = chatInteraction('large');
  const response = { ...interaction.response, body: encodeBody(bytes) };
  return { ...interaction, response, chunks: [[0, bytes.length]] };
}

const noise = Uint8Array.from({ length: 40_000 }, (_, index) => (index * 7919) % 251);
const prose = Buffer.from(JSON.stringify({ text: 'né '.repeat(20_000) }));
const small = answering(noise.subarray(0, 32 * 1024));

async function saved(directory: string, cassette: Cassette): Promise<string> {
  const path = join(directory, 'case.json');
  await saveCassette(path, cassette, { firewall });
  return path;
}

describe('a body above 32 KB', () => {
  test.each([
    ['binary', noise],
    ['JSON', prose],
  ])('lies beside the cassette, and comes back as it was: %s', async (_name, bytes) => {
    await using directory = await temporaryDirectory();
    const cassette = cassetteOf(answering(bytes), small, answering(bytes));

    const path = await saved(directory.path, cassette);
    const loaded = await loadCassette(path);
    const files = await readdir(blobDirectory(path));

    expect(loaded).toEqual(cassette);
    expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect((await readFile(path, 'utf8')).match(/"kind": "blob"/g)).toHaveLength(2);
    expect(await listCassettes(directory.path)).toMatchObject([{ status: 'valid' }]);
  });

  test('goes away with the cassette that needed it', async () => {
    await using directory = await temporaryDirectory();
    await saved(directory.path, cassetteOf(answering(noise)));

    await saved(directory.path, cassetteOf(small));

    expect(await readdir(directory.path)).toEqual(['case.json']);
  });

  test.each([
    ['is missing', (file: string) => rm(file)],
    ['does not hold what its name says', (file: string) => writeFile(file, 'other')],
  ])('that %s makes the cassette invalid, and is named', async (problem, damage) => {
    await using directory = await temporaryDirectory();
    const path = await saved(directory.path, cassetteOf(answering(noise)));
    const [name = ''] = await readdir(blobDirectory(path));

    await damage(join(blobDirectory(path), name));

    await expect(loadCassette(path)).rejects.toMatchObject({
      code: 'PARITY_CASSETTE_INVALID',
      pointer: '/interactions/0/response/body',
      message: expect.stringMatching(new RegExp(`${name} ${problem}`)),
    });
  });
});
