import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { answering, workplace } from '../../testing/cli/cassette-workplace.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { encodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import { createFirewall } from '../secrets/firewall.ts';

const firewall = createFirewall({ knownSecrets: [] });

describe('parity fixtures export', () => {
  test.each(['har', 'vcrpy'])('writes %s that import reads back to the same interactions', async (to) => {
    await using work = await workplace();
    const binary = answering(chatInteraction('b'), 200, '');
    const bytes = Buffer.from([0xff, 0xfe, 0, 1]);
    const changed: Interaction = {
      ...binary,
      response: { status: 200, headers: { 'content-type': 'audio/mpeg' }, body: encodeBody(bytes) },
      chunks: [[0, bytes.length]],
    };
    const text = answering(chatInteraction('c'), 500, ' multi\r\nline: "text" \u00e9\u2028\n\n');
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(chatInteraction('a'), changed, text), { firewall });

    const exported = await work.fixtures('export', 'tapes', '--to', to, '--out', 'exported');
    const imported = await work.fixtures('import', 'exported', '--out', 'back');

    expect(exported).toMatchObject({ exitCode: 0, json: { files: 1, interactions: 3, failed: [] } });
    expect(imported).toMatchObject({ exitCode: 0, json: { imported: 3, refused: [], warnings: [] } });
    const before = await loadCassette(work.at('tapes', 'case.json'));
    const after = await loadCassette(work.at('back', 'case.json'));
    expect(after.interactions.map(({ id: _id, ...rest }) => rest)).toEqual(
      before.interactions.map(({ id: _id, ...rest }) => rest),
    );
  });

  test('writes every field that HAR 1.2 requires', async () => {
    await using work = await workplace();
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(chatInteraction('a')), { firewall });

    await work.fixtures('export', 'tapes', '--to', 'har', '--out', 'exported');

    const { log } = JSON.parse(await readFile(work.at('exported', 'case.har'), 'utf8'));
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'ultra-parity', version: '0.1.0' }, pages: [] });
    expect(log.entries).toEqual([
      {
        startedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        time: expect.any(Number),
        request: {
          method: 'POST',
          url: 'https://api.openai.com/v1/chat/completions',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: expect.any(Array),
          queryString: [],
          postData: { mimeType: 'application/json', params: [], text: expect.any(String) },
          headersSize: -1,
          bodySize: expect.any(Number),
        },
        response: {
          status: 200,
          statusText: 'OK',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: expect.any(Array),
          content: { size: expect.any(Number), mimeType: 'application/json', text: expect.any(String) },
          redirectURL: '',
          headersSize: -1,
          bodySize: -1,
        },
        cache: {},
        timings: { send: 0, wait: expect.any(Number), receive: 0 },
      },
    ]);
  });
});
