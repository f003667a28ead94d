import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { importFiles } from '../../testing/import/import-fixture.ts';
import { SAMPLE, SAMPLE_SOURCES } from '../../testing/import/sample-sources.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { IMPORT_FORMATS } from './formats/formats.ts';
import { importCassettes } from './import-cassettes.ts';

const firewall = createFirewall({ knownSecrets: [] });

function toText(body: Parameters<typeof decodeBody>[0] | undefined): string {
  return body === undefined ? '' : Buffer.from(decodeBody(body)).toString('utf8');
}

function ddvcr(changes: { readonly request?: object; readonly response?: object }): string {
  const request = { method: 'POST', url: SAMPLE.url, headers: {}, body: SAMPLE.asked, ...changes.request };
  const response = {
    status: { code: 200, message: 'OK' },
    headers: { 'Content-Type': 'application/json' },
    body: SAMPLE.answered,
    ...changes.response,
  };
  return JSON.stringify({ request, response });
}

function nockDefinition(changes: object): object {
  const path = '/v1/chat/completions';
  return { scope: 'https://api.openai.com:443', method: 'POST', path, body: {}, status: 200, response: {}, ...changes };
}

describe('importCassettes', () => {
  test('has a sample of every format', () => {
    expect(SAMPLE_SOURCES.map(({ format }) => format).toSorted()).toEqual(IMPORT_FORMATS.toSorted());
  });

  test.each(SAMPLE_SOURCES)('reads $format by itself: the same request, the decoded answer', async (source) => {
    const { result, cassettes } = await importFiles({ [source.file]: source.content });

    const [cassette] = cassettes;
    const [interaction] = cassette?.interactions ?? [];
    expect(result).toMatchObject({ files: 1, interactions: 1, imported: 1, refused: [], warnings: [] });
    expect(cassette?.provenance).toMatchObject({
      source: `import:${source.format}`,
      upstream: 'https://api.openai.com',
    });
    expect(interaction?.request).toMatchObject({ method: 'POST', url: SAMPLE.url });
    expect(toText(interaction?.request.body)).toBe(SAMPLE.asked);
    expect(interaction?.response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(interaction?.response.headers).not.toHaveProperty('content-encoding');
    expect(toText(interaction?.response.body)).toBe(SAMPLE.answered);
  });

  test('keeps folders, and names files alike apart', async () => {
    const source = ddvcr({});

    const { cassettes } = await importFiles({ 'a/one (x).json': source, 'a/one [x].json': source });

    expect(cassettes.map(({ scenario }) => scenario.id)).toEqual(['a/one-x', 'a/one-x-2']);
  });

  test('keeps equal requests in order, and gives each an id of its own', async () => {
    const answers = [429, 429, 200].map((status) => nockDefinition({ status }));

    const { cassettes } = await importFiles({ 'retries.json': JSON.stringify(answers) });

    const interactions = cassettes[0]?.interactions ?? [];
    expect(interactions.map(({ response }) => response.status)).toEqual([429, 429, 200]);
    expect(interactions.map(({ id }) => id.split('-')[1])).toEqual(['1', '2', '3']);
  });

  test('makes each event of a stream a piece, and adds the blank line that the last one lacks', async () => {
    const body = 'data: {"a":1}\n\ndata: [DONE]\n';
    const headers = { 'Content-Type': 'text/event-stream' };

    const { result, cassettes } = await importFiles({ 'stream.json': ddvcr({ response: { headers, body } }) });

    const interaction = cassettes[0]?.interactions[0];
    expect(interaction?.chunks).toEqual([
      [0, 15],
      [0, 14],
    ]);
    expect(toText(interaction?.response.body)).toBe(`${body}\n`);
    expect(result.warnings).toMatchObject([{ note: 'the blank line after the last event was added' }]);
  });

  test('leaves a stream that broke inside an event as it is', async () => {
    const body = 'data: {"a":1}\n\ndata: {"a":';
    const headers = { 'Content-Type': 'text/event-stream' };

    const { cassettes } = await importFiles({ 'stream.json': ddvcr({ response: { headers, body } }) });

    expect(toText(cassettes[0]?.interactions[0]?.response.body)).toBe(body);
  });

  test('writes no secret: not of headers, the URL, a body or inside an escape', async () => {
    const secret = `sk-proj-${'a1B2'.repeat(8)}`;
    const url = `https://generativelanguage.googleapis.com/v1beta/models/g:generateContent?key=AIza${'x'.repeat(35)}`;
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ error: { message: `Incorrect key:\n${secret}` } });

    const { result, text } = await importFiles({
      'secret.json': ddvcr({ request: { url, headers, body: JSON.stringify({ prompt: secret }) }, response: { body } }),
    });

    expect(text).not.toContain(secret);
    expect(text).not.toContain('AIza');
    expect(result.warnings.map(({ note }) => note)).toEqual([
      'a secret in the request body was replaced',
      'a secret in the answer was replaced',
    ]);
  });

  test('finds the host of a recorder that stores none', async () => {
    const stub = (path: string) =>
      `when: {path: ${path}, method: POST, body: '{}'}\nthen: {status: 200, header: [], body: '{}'}\n`;

    const { result, cassettes } = await importFiles({
      'a.yaml': stub('/v1/messages'),
      'b.yaml': stub('/v1beta/models/gemini:generateContent'),
      'deepseek/c.yaml': stub('/chat/completions'),
      'd.yaml': stub('/something/else'),
    });

    expect(cassettes.map(({ provenance }) => provenance.upstream)).toEqual([
      'https://api.anthropic.com',
      'https://generativelanguage.googleapis.com',
      'https://api.deepseek.com',
    ]);
    expect(result.refused).toMatchObject([{ file: 'd.yaml', interaction: 0, code: 'host_unknown' }]);
  });

  test.each([
    ['a body alone', 'answer.json', '{"choices":[]}', 0, 'request_missing'],
    ['events alone', 'answer.txt', 'data: {"choices":[]}\n\n', 0, 'request_missing'],
    ['a file that ends in the middle', 'cut.json', '{"log":{"entries":[', null, 'unreadable'],
    ['YAML with an open quote', 'cut.yaml', "interactions:\n- request: {uri: 'x", null, 'unreadable'],
    ['an empty file', 'empty.yaml', '', null, 'nothing_recorded'],
    ['a file of no format', 'other.json', '{"name":"x"}', null, 'unknown_format'],
    ['a cassette', 'own.json', JSON.stringify(cassetteOf(chatInteraction('a'))), null, 'already_a_cassette'],
    ['a status of no answer', 'blocked.json', ddvcr({ response: { status: { code: 0 } } }), 0, 'status_invalid'],
    ['a URL that is none', 'url.json', ddvcr({ request: { url: 'https://' } }), 0, 'url_invalid'],
    [
      'a damaged body',
      'gzip.json',
      ddvcr({ response: { headers: { 'content-encoding': 'gzip' }, body: '\u001f\u0001\u0002' } }),
      0,
      'body_undecodable',
    ],
  ])('refuses %s, says why, and writes nothing', async (_name, file, content, interaction, code) => {
    const { result } = await importFiles({ [file]: content });

    expect(result).toMatchObject({ imported: 0, cassettes: [], refused: [{ file, interaction, code }] });
  });

  test.each([
    [
      'ExVCR',
      [
        {
          request: { method: 'post', url: SAMPLE.url, body: '{}', headers: {}, options: [] },
          response: { binary: false, body: 'econnrefused', headers: {}, status_code: null, type: 'error' },
        },
      ],
    ],
    [
      'a proxy that writes its errors',
      [{ request: { method: 'POST', url: SAMPLE.url }, response: { error: 'ETIMEDOUT', body: '' } }],
    ],
  ])('takes a file of %s for no other format, and makes no answer of its errors', async (_, content) => {
    const { result } = await importFiles({ 'a.json': JSON.stringify(content) });

    expect(result).toMatchObject({ imported: 0, cassettes: [] });
  });

  test.each([
    ['WireMock', { request: { method: 'GET', url: '/v1/models' }, response: { body: '{}' } }],
    ['nock', { scope: 'https://api.openai.com:443', method: 'GET', path: '/v1/models', response: {} }],
  ])('gives a recording of %s without a status none', async (_, content) => {
    const { result } = await importFiles({ 'a.json': JSON.stringify([content]) });

    expect(result).toMatchObject({ imported: 0, refused: [{ code: 'status_invalid' }] });
  });

  test('imports the rest of a file when one interaction is refused', async () => {
    const definitions = [
      nockDefinition({ status: 200 }),
      { scope: 'https://x.example' },
      nockDefinition({ status: 500 }),
    ];

    const { result } = await importFiles({ 'three.json': JSON.stringify(definitions) });

    expect(result).toMatchObject({
      interactions: 3,
      imported: 2,
      refused: [{ interaction: 1, code: 'request_missing' }],
    });
  });

  test('reads no side file outside the folder that is imported', async () => {
    const body = { kind: 'binary', path: '../../../../etc/hostname' };
    const entry = {
      request: { method: 'GET', url: SAMPLE.url, body: { kind: 'empty' } },
      response: { status: 200, body },
    };

    const { result } = await importFiles({ 'side.json': JSON.stringify({ meta: {}, entries: [entry] }) });

    expect(result.refused).toMatchObject([{ interaction: 0, code: 'side_file_missing' }]);
  });

  test('overwrites what was imported before, and never a recording', async () => {
    await using directory = await temporaryDirectory();
    const [source, out] = [join(directory.path, 'a.json'), join(directory.path, 'out')];
    await writeFile(source, ddvcr({}));
    const options = { source, out, format: 'auto', firewall };

    await importCassettes(options);
    const again = await importCassettes(options);
    await saveCassette(join(out, 'a.json'), cassetteOf(chatInteraction('mine')), { firewall });
    const refused = await importCassettes(options);

    expect(again).toMatchObject({ imported: 1, refused: [] });
    expect(refused).toMatchObject({ imported: 0, refused: [{ code: 'target_taken' }] });
  });
});
