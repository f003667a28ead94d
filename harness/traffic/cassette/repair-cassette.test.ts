import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { encodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { loadCassette } from './load-cassette.ts';
import { repairCassette } from './repair-cassette.ts';
import { saveCassette } from './save-cassette.ts';

const pieces = ['data: {"text":"Hel', 'lo"}\n\ndata: {"text":" wor', 'ld"}\n\ndata: [DONE]\n\n'];
const streamed: Interaction = {
  ...chatInteraction('stream'),
  response: {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: encodeBody(Buffer.from(pieces.join(''))),
  },
  chunks: pieces.map((piece, index) => [index * 10, piece.length] as const),
};

async function edited(directory: string, words: readonly [before: string, after: string]): Promise<string> {
  const path = join(directory, 'case.json');
  await saveCassette(path, cassetteOf(chatInteraction('other'), streamed), {
    firewall: createFirewall({ knownSecrets: [] }),
  });
  await writeFile(path, (await readFile(path, 'utf8')).replace(...words));
  return path;
}

test.each([
  ['of another length', ['" wor', '" beautiful wor'], 'the chunks hold'],
  ['of the same length', ['Hello', 'Hallo'], 'the checksum was not'],
] as const)('an edit %s is noticed, and repaired from what the person wrote', async (_name, words, problem) => {
  await using directory = await temporaryDirectory();
  const path = await edited(directory.path, words);

  const loading = loadCassette(path);
  await expect(loading).rejects.toMatchObject({
    code: 'PARITY_CASSETTE_INVALID',
    pointer: '/interactions/1/chunks',
    message: expect.stringContaining(problem),
  });
  const { cassette, repaired } = await repairCassette(path);
  await saveCassette(path, cassette, { firewall: createFirewall({ knownSecrets: [] }) });
  const loaded = await loadCassette(path);

  expect(repaired).toEqual([streamed.id]);
  expect(loaded).toEqual(cassette);
  expect(loaded.interactions[1]?.response.body).toMatchObject({
    events: expect.arrayContaining([{ data: { text: expect.stringContaining(words[1].replace('" ', '')) } }]),
  });
  expect(loaded.interactions[1]?.chunks.map(([dtMs]) => dtMs)).toEqual([0, 10, 20]);
});

test('a cassette that fits needs no repair', async () => {
  await using directory = await temporaryDirectory();
  const path = await edited(directory.path, ['case', 'case']);

  const { cassette, repaired } = await repairCassette(path);

  expect(repaired).toEqual([]);
  expect(cassette).toEqual(cassetteOf(chatInteraction('other'), streamed));
});
