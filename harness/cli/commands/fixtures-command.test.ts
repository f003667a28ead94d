import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { answering, workplace } from '../../testing/cli/cassette-workplace.ts';
import { SAMPLE_SOURCES } from '../../testing/import/sample-sources.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { loadCassette } from '../../traffic/cassette/load-cassette.ts';
import { saveCassette } from '../../traffic/cassette/save-cassette.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';

const firewall = createFirewall({ knownSecrets: [] });

describe('parity fixtures import', () => {
  test('reports what it imported and what it refused, and answers 2 when anything was refused', async () => {
    await using work = await workplace();
    const [source] = SAMPLE_SOURCES.filter(({ format }) => format === 'ddvcr-json');
    await writeFile(work.at('good.json'), source?.content ?? '');
    await writeFile(work.at('raw.json'), '{"choices":[]}');

    const { exitCode, json } = await work.fixtures('import', '.', '--out', 'cassettes');

    expect(exitCode).toBe(2);
    expect(json).toMatchObject({
      schema: 'ultra-parity/fixtures-import/v1',
      exitCode: 2,
      files: 2,
      interactions: 2,
      imported: 1,
      refused: [{ file: 'raw.json', interaction: 0, reason: expect.stringContaining('Only an answer was stored') }],
    });
  });

  test('answers 0 when everything was imported, of a single file too', async () => {
    await using work = await workplace();
    const [source] = SAMPLE_SOURCES;
    await writeFile(work.at('one.har'), source?.content ?? '');

    const { exitCode, json } = await work.fixtures('import', 'one.har', '--out', 'cassettes');

    expect(exitCode).toBe(0);
    expect(json.cassettes).toEqual([{ file: 'one.har', cassette: 'cassettes/one.json', format: 'polly-har' }]);
    expect(existsSync(work.at('cassettes', 'one.json'))).toBe(true);
  });

  test('answers 64 when the source is not there', async () => {
    await using work = await workplace();

    const { exitCode, json } = await work.fixtures('import', 'nothing', '--out', 'cassettes');

    expect(exitCode).toBe(64);
    expect(json.error).toMatchObject({ code: 'PARITY_USAGE' });
  });
});

describe('parity fixtures check', () => {
  test('gives each answer to its SDK: an HTTP error is one that the SDK names, nonsense fails', async () => {
    await using work = await workplace();
    const failing = answering(chatInteraction('b'), 429, '{"error":{"message":"slow down"}}');
    const nonsense = answering(chatInteraction('c'), 200, '{"id":');
    const cassette = cassetteOf(chatInteraction('a'), failing, nonsense);
    await saveCassette(work.at('tapes', 'case.json'), cassette, { firewall });
    await writeFile(work.at('tapes', 'broken.json'), '{');

    const { exitCode, json } = await work.fixtures('check', 'tapes');

    expect(exitCode).toBe(1);
    expect(json).toMatchObject({
      schema: 'ultra-parity/fixtures-check/v1',
      cassettes: 2,
      interactions: 3,
      parsed: 2,
      unchecked: 0,
      failed: [
        { file: 'broken.json', interaction: null },
        { file: 'case.json', interaction: 2 },
      ],
      warnings: ['case.json: recorded 326 days ago'],
    });
  });

  test('says 2 when there is nothing to check, and warns of nothing that is young enough', async () => {
    await using work = await workplace();
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(chatInteraction('a')), { firewall });

    const young = await work.fixtures('check', 'tapes', '--max-age', '400');
    await rm(work.at('tapes', 'case.json'));
    const empty = await work.fixtures('check', 'tapes');

    expect(young).toMatchObject({ exitCode: 0, json: { warnings: [] } });
    expect(empty).toMatchObject({ exitCode: 2, json: { cassettes: 0 } });
  });

  test('--fix makes the pieces of an answer anew that a person edited', async () => {
    await using work = await workplace();
    const path = work.at('tapes', 'case.json');
    await saveCassette(path, cassetteOf(chatInteraction('a')), { firewall });
    await writeFile(path, (await readFile(path, 'utf8')).replace('answer to a', 'another answer'));

    const before = await work.fixtures('check', 'tapes');
    const fixed = await work.fixtures('check', 'tapes', '--fix');

    expect(before).toMatchObject({ exitCode: 1, json: { failed: [{ file: 'case.json' }] } });
    expect(fixed).toMatchObject({ exitCode: 0, json: { parsed: 1 } });
    await expect(loadCassette(path)).resolves.toMatchObject({ interactions: [{ end: 'done' }] });
  });
});

describe('parity fixtures list', () => {
  test('says of every cassette how old it is, where it came from and whom it asks', async () => {
    await using work = await workplace();
    await saveCassette(work.at('tapes', 'area', 'case.json'), cassetteOf(chatInteraction('a')), { firewall });

    const { exitCode, json } = await work.fixtures('list', 'tapes');

    expect(exitCode).toBe(0);
    expect(json.fixtures).toMatchObject([
      {
        file: 'area/case.json',
        ageDays: 326,
        source: 'live',
        interactions: 1,
        models: ['openai/gpt-4o'],
        problem: null,
      },
    ]);
  });
});
