import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { parseJson } from '../../values/json-access.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { exportCassettes } from '../export/export-cassettes.ts';
import { feedInteraction } from '../maintenance/check-cassettes.ts';
import { feedSdk } from '../maintenance/feed-sdk.ts';
import { startSdkServer } from '../maintenance/sdk-server.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { decodeContent } from './decode-content.ts';
import { FORMATS } from './formats/formats.ts';
import type { SourceExchange } from './formats/import-format.ts';
import { findHeader } from './formats/source-value.ts';
import { type ImportResult, importCassettes } from './import-cassettes.ts';
import { REFUSALS } from './refusals.ts';
import { SourceFile } from './source-file.ts';

const CORPUS = fileURLToPath(new URL('../../../../shared/cassettes', import.meta.url));
const isThere = existsSync(join(CORPUS, 'INDEX.tsv'));
const where = isThere ? '' : ' (not run: there is no ../shared/cassettes)';
const firewall = createFirewall({ knownSecrets: [] });

/** These store bodies as text, so that their length is known; the others had parsed them. */
const STORE_TEXT = /^(?:polly-har|ddvcr-json|ruby-vcr-yaml|r-vcr-yaml|govcr-yaml|httprr|httpmock-yaml|wiremock-yaml)$/;

interface Row {
  readonly file: string;
  readonly position: number;
  readonly format: string;
  readonly status: number;
  readonly method: string;
  readonly responseLength: number;
}

async function corpusRows(): Promise<readonly Row[]> {
  const [, ...lines] = (await readFile(join(CORPUS, 'INDEX.tsv'), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const cells = line.split('\t');
    const [file = '', position, , , , , format = '', , , , status, method = '', , , responseLength] = cells;
    return {
      file,
      position: Number(position),
      format,
      status: Number(status),
      method,
      responseLength: Number(responseLength),
    };
  });
}

async function importCorpus(out: string): Promise<ImportResult> {
  return await importCassettes({ source: CORPUS, out, format: 'auto', firewall });
}

/** The interactions of one corpus file in the order of import, read without the cassette in between. */
async function rawExchanges(name: string): Promise<readonly SourceExchange[]> {
  const path = join(CORPUS, name);
  const file = new SourceFile({
    name,
    bytes: await readFile(path),
    modifiedAt: (await stat(path)).mtime,
    readBeside: async (beside) => {
      const side = resolve(dirname(path), beside);
      return existsSync(side) ? await readFile(side) : null;
    },
  });
  const entries = await FORMATS.find((format) => format.recognises(file))?.read(file);
  return (entries ?? []).flatMap((entry) => (entry.kind === 'exchange' ? [entry.exchange] : []));
}

/** The raw answer, in one piece, ended as a stream has to end. */
function rawAnswer({ status, responseHeaders, responseBody }: SourceExchange, type: string | undefined) {
  const body = Buffer.from(decodeContent(responseBody, responseHeaders));
  const isStream = type?.startsWith('text/event-stream') === true && body.length > 0;
  const pieces = isStream ? [body, Buffer.from('\n\n')] : [body];
  return { status, headers: type === undefined ? {} : { 'content-type': type }, pieces };
}

test.skipIf(!isThere)(
  `imports every interaction of a recorder's format in the corpus, or refuses it with a reason${where}`,
  { timeout: 120_000 },
  async () => {
    await using directory = await temporaryDirectory();
    const rows = await corpusRows();

    const result = await importCorpus(directory.path);

    const refused = new Map(result.refused.map((one) => [`${one.file} ${one.interaction}`, one]));
    const imported = new Map(result.cassettes.map((one) => [one.file, one]));
    const recorders = rows.filter(({ format }) => !format.startsWith('raw-'));
    const unexplained = recorders.filter(
      ({ file, position, format }) =>
        imported.get(file)?.format !== format && refused.get(`${file} ${position}`) === undefined,
    );
    const raw = rows.filter(({ format }) => format.startsWith('raw-'));
    console.info(
      `corpus: ${result.files} files, ${result.interactions} interactions, ${result.imported} imported, ` +
        `${result.refused.length} refused (${raw.length} raw bodies without a request)`,
    );
    expect(unexplained).toEqual([]);
    expect(result.interactions).toBe(rows.length);
    expect(result.refused.filter(({ code }) => !(code in REFUSALS))).toEqual([]);
    expect(raw.filter(({ file }) => refused.get(`${file} 0`)?.code !== 'request_missing')).toEqual([]);
  },
);

test.skipIf(!isThere)(
  `keeps method, status and every byte of the decoded answers of the corpus${where}`,
  { timeout: 120_000 },
  async () => {
    await using directory = await temporaryDirectory();
    const rows = (await corpusRows()).filter(({ format }) => STORE_TEXT.test(format));
    const { cassettes } = await importCorpus(directory.path);

    const summaries = new Map<string, string[]>();
    for (const { file, cassette } of cassettes) {
      const { interactions } = await loadCassette(cassette);
      const lines = interactions.map(
        ({ request, response }) => `${request.method} ${response.status} ${decodeBody(response.body).length}`,
      );
      summaries.set(file, lines.sort());
    }

    const expected = Map.groupBy(rows, ({ file }) => file);
    const wrong = [...expected].filter(([file, list]) => {
      const lines = list.map(({ method, status, responseLength }) => `${method} ${status} ${responseLength}`);
      return summaries.get(file)?.join('\n') !== lines.sort().join('\n');
    });
    console.info(`corpus: ${rows.length} answers compared with the index by length`);
    expect(wrong).toEqual([]);
  },
);

test.skipIf(!isThere)(
  `gives through the SDK, from each imported answer, what the raw body gives${where}`,
  { timeout: 120_000 },
  async () => {
    await using directory = await temporaryDirectory();
    await using server = await startSdkServer();
    const { cassettes } = await importCorpus(directory.path);
    const different: string[] = [];
    const counts: Record<string, number> = { parsed: 0, refused: 0, failed: 0, unchecked: 0 };

    for (const { file, cassette } of cassettes) {
      const exchanges = await rawExchanges(file);
      const { interactions } = await loadCassette(cassette);
      for (const [index, interaction] of interactions.entries()) {
        const fromCassette = await feedInteraction(interaction, server);
        const exchange = exchanges[index];
        counts[fromCassette?.outcome ?? 'unchecked'] = (counts[fromCassette?.outcome ?? 'unchecked'] ?? 0) + 1;
        if (fromCassette === null || exchange === undefined) {
          continue;
        }
        const type =
          findHeader(exchange.responseHeaders, 'content-type') ?? interaction.response.headers['content-type'];
        const body = parseJson(Buffer.from(decodeContent(exchange.requestBody, exchange.requestHeaders)).toString());
        const { method, url } = interaction.request;
        const fromRaw = await feedSdk(
          { method, url: new URL(url), body, response: rawAnswer(exchange, type) },
          { server, timeoutMs: 5000 },
        );
        const isSame = JSON.stringify(fromCassette) === JSON.stringify(fromRaw);
        if (!isSame || fromCassette.outcome === 'failed') {
          different.push(`${file} ${index}`);
        }
      }
    }

    console.info(`corpus: through the SDKs ${JSON.stringify(counts)}`);
    expect(different).toEqual([]);
  },
);

test.skipIf(!isThere).each(['polly-har', 'govcr-yaml', 'httprr', 'ddvcr-json', 'azure-testproxy-json'])(
  `writes the cassettes of %s as HAR and as VCR.py that are read back to the same interactions${where}`,
  { timeout: 120_000 },
  async (folder) => {
    await using directory = await temporaryDirectory();
    const first = join(directory.path, 'first');
    const { imported, cassettes } = await importCassettes({
      source: join(CORPUS, folder),
      out: first,
      format: 'auto',
      firewall,
    });

    for (const to of ['har', 'vcrpy'] as const) {
      const [out, again] = [join(directory.path, to), join(directory.path, `${to}-again`)];
      await exportCassettes({ directory: first, to, out });
      const second = await importCassettes({ source: out, out: again, format: 'auto', firewall });

      expect(second).toMatchObject({ imported, refused: [], warnings: [] });
      const changed: string[] = [];
      for (const { file, cassette } of cassettes) {
        const { interactions } = await loadCassette(cassette);
        const copy = await loadCassette(cassette.replace(first, again));
        if (!isDeepStrictEqual(copy.interactions, interactions)) {
          changed.push(file);
        }
      }
      expect(changed).toEqual([]);
    }
  },
);
