import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { listCassettes } from './list-cassettes.ts';
import { saveCassette } from './save-cassette.ts';

test('lists every cassette with where it came from, and the files that are none', async () => {
  await using directory = await temporaryDirectory();
  const refused = chatInteraction('two');
  const cassette = cassetteOf(chatInteraction('one'), { ...refused, response: { ...refused.response, status: 429 } });
  const firewall = createFirewall({ knownSecrets: [] });
  await saveCassette(join(directory.path, 'area', 'case.json'), cassette, { firewall });
  await writeFile(join(directory.path, 'broken.json'), '{');

  const listed = await listCassettes(directory.path);

  expect(listed).toMatchObject([
    { status: 'valid', scenario: { id: 'area/case' }, provenance: { source: 'live' }, interactions: 2, errors: 1 },
    { status: 'invalid', scenario: { id: 'broken' }, problem: expect.stringContaining('not JSON') },
  ]);
});

test('lists nothing where there is no directory', async () => {
  await using directory = await temporaryDirectory();

  const listed = await listCassettes(join(directory.path, 'none'));

  expect(listed).toEqual([]);
});
