import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall, digestSecret } from '../secrets/firewall.ts';
import { encodeBody } from './body-codec.ts';
import { loadCassette, loadCassetteIfThere } from './load-cassette.ts';
import { saveCassette } from './save-cassette.ts';

const firewall = createFirewall({ knownSecrets: ['the-known-secret'] });

describe('saveCassette', () => {
  test('writes what loadCassette reads', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'area', 'case.json');
    const cassette = cassetteOf(chatInteraction('one'), chatInteraction('two'));

    await saveCassette(path, cassette, { firewall });

    await expect(loadCassette(path)).resolves.toEqual(cassette);
  });

  test('keeps the chunks of an interaction on one line each', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    const interaction = chatInteraction('one');
    const [, length] = interaction.chunks[0] ?? [0, 0];

    await saveCassette(
      path,
      cassetteOf({
        ...interaction,
        chunks: [
          [0, 10],
          [12.5, length - 10],
        ],
      }),
      { firewall },
    );

    await expect(readFile(path, 'utf8')).resolves.toContain(`[12.5, ${length - 10}]`);
  });

  test('leaves no temporary file, and the same text when the same cassette is saved again', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    await saveCassette(path, cassetteOf(chatInteraction('one')), { firewall });
    const before = await readFile(path, 'utf8');

    await saveCassette(path, await loadCassette(path), { firewall });

    await expect(readFile(path, 'utf8')).resolves.toBe(before);
    await expect(readdir(directory.path)).resolves.toEqual(['case.json']);
  });

  test('refuses a secret, says where it is and not what, and leaves the old file', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    await saveCassette(path, cassetteOf(chatInteraction('one')), { firewall });
    const before = await readFile(path, 'utf8');

    const saving = saveCassette(path, cassetteOf(chatInteraction('say the-known-secret')), { firewall });

    await expect(saving).rejects.toMatchObject({
      code: 'PARITY_SECRET_IN_CASSETTE',
      places: expect.arrayContaining([
        expect.objectContaining({
          pointer: '/interactions/0/request/body/json/messages/0/content',
          rule: 'known-secret',
        }),
      ]),
      message: expect.not.stringContaining('the-known-secret'),
    });
    await expect(readFile(path, 'utf8')).resolves.toBe(before);
  });

  test('names the line that declares a look-alike harmless, and writes once it is there', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    const key = `ghp_${'aB3dE5gH7jK9'.repeat(3)}`;
    const cassette = cassetteOf(chatInteraction(`what is ${key}?`));
    const line = { sha256: digestSecret(key), place: `cassettes/${cassette.scenario.id}.json`, reason: 'an example' };

    const refused = await saveCassette(path, cassette, { firewall }).catch((error: unknown) => error);
    await saveCassette(path, cassette, { firewall: createFirewall({ knownSecrets: [], harmless: [line] }) });

    expect(refused).toMatchObject({
      hint: expect.stringContaining(`{ sha256: '${line.sha256}', place: '${line.place}', reason: '...' },`),
    });
    await expect(loadCassette(path)).resolves.toEqual(cassette);
  });

  test('refuses a secret that the events of a stream add up to', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    const pieces = ['the-kno', 'wn-sec', 'ret'].map((content) => `data: ${JSON.stringify({ delta: { content } })}\n\n`);
    const body = encodeBody(Buffer.from(pieces.join('')));
    const interaction = chatInteraction('hi');
    const chunks = pieces.map((piece) => [0, piece.length] as const);

    const saving = saveCassette(
      path,
      cassetteOf({ ...interaction, response: { ...interaction.response, body }, chunks }),
      { firewall },
    );

    await expect(saving).rejects.toMatchObject({
      places: [{ pointer: '/interactions/0/response/body/events', rule: 'known-secret' }],
    });
  });

  test.each([
    ['header', '/interactions/0/request/headers/accept'],
    ['query parameter', '/interactions/0/request/url'],
  ])('refuses a random value in a %s, whatever it is called', async (place, pointer) => {
    await using directory = await temporaryDirectory();
    const random = 'q7Zp2LxV9sKd4Rt8Wb1Nq7Zp2LxV';
    const { request, ...rest } = chatInteraction('hi');
    const changed =
      place === 'header'
        ? { ...request, headers: { accept: random } }
        : { ...request, url: `${request.url}?pass=${random}&page_token=${random}` };

    const saving = saveCassette(join(directory.path, 'case.json'), cassetteOf({ ...rest, request: changed }), {
      firewall,
    });

    await expect(saving).rejects.toMatchObject({ places: [{ pointer, rule: 'random-value' }] });
  });

  test('refuses a secret inside a body that is stored as base64', async () => {
    await using directory = await temporaryDirectory();
    const interaction = chatInteraction('one');
    const bytes = Buffer.concat([Buffer.from([0xff]), Buffer.from('the-known-secret')]);
    const response = { ...interaction.response, body: encodeBody(bytes) };
    const hidden = { ...interaction, response, chunks: [[0, bytes.length]] as const };

    const saving = saveCassette(join(directory.path, 'case.json'), cassetteOf(hidden), { firewall });

    await expect(saving).rejects.toMatchObject({ code: 'PARITY_SECRET_IN_CASSETTE' });
    await expect(readdir(directory.path)).resolves.toEqual([]);
  });

  test('leaves the old file when the new one cannot be written', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    await saveCassette(path, cassetteOf(chatInteraction('one')), { firewall });
    await mkdir(join(directory.path, `.case.json.${process.pid}.tmp`));

    const saving = saveCassette(path, cassetteOf(chatInteraction('two')), { firewall });

    await expect(saving).rejects.toThrow();
    await expect(loadCassette(path)).resolves.toEqual(cassetteOf(chatInteraction('one')));
  });
});

describe('loadCassette', () => {
  async function loadText(text: string) {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'case.json');
    await writeFile(path, text);
    return await loadCassette(path).catch((error: unknown) => error);
  }

  const valid = JSON.stringify(cassetteOf(chatInteraction('one')));

  test.each([
    ['a file that ends in the middle', valid.slice(0, 200), '', 'not JSON'],
    ['an empty file', '', '', 'empty'],
    ['another version', valid.replace('cassette/v1', 'cassette/v9'), '/schema', ''],
    ['a status that is none', valid.replace('"status":200', '"status":"ok"'), '/interactions/0/response/status', ''],
    ['a property that is not known', valid.replace('"end":"done"', '"end":"done","x":1'), '/interactions/0', 'x'],
    [
      'a body that was edited without its chunks',
      valid.replace('answer to', 'other answer to'),
      '/interactions/0/chunks',
      'bytes',
    ],
  ])('refuses %s, naming file and place', async (_name, text, pointer, problem) => {
    const error = await loadText(text);

    expect(error).toMatchObject({
      code: 'PARITY_CASSETTE_INVALID',
      pointer,
      message: expect.stringMatching(new RegExp(`case\\.json.*${problem}`, 's')),
    });
  });

  test('finds nothing where there is no file', async () => {
    await using directory = await temporaryDirectory();

    const cassette = await loadCassetteIfThere(join(directory.path, 'none.json'));

    expect(cassette).toBeNull();
  });
});
