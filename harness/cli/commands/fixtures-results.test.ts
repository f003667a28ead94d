import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { answering, workplace } from '../../testing/cli/cassette-workplace.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { saveCassette } from '../../traffic/cassette/save-cassette.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';

const firewall = createFirewall({ knownSecrets: [] });
const REFUSED = answering(chatInteraction('b'), 429, '{"error":{"message":"slow"}}');

async function tapes(work: Awaited<ReturnType<typeof workplace>>) {
  await saveCassette(work.at('tapes', 'case.json'), cassetteOf(chatInteraction('a'), REFUSED), { firewall });
}

describe('parity fixtures check, with the results of the SDKs kept', () => {
  test('keeps them with --fix, finds nothing then, and changes no file when it is said again', async () => {
    await using work = await workplace();
    await tapes(work);

    const fixed = await work.fixtures('check', 'tapes', '--fix');
    const first = await readFile(work.at('tapes', 'case.parsed'), 'utf8');
    const checked = await work.fixtures('check', 'tapes');
    const again = await work.fixtures('check', 'tapes', '--fix');

    expect(fixed.json.warnings).toContain('case.json: what the installed SDKs make of it is kept');
    expect(JSON.parse(first)).toMatchObject({ schema: 'ultra-parity/parsed/v1', sdk: { openai: expect.any(String) } });
    expect(checked).toMatchObject({ exitCode: 0, json: { parsed: 2, failed: [] } });
    expect(again.json.warnings).not.toContain('case.json: what the installed SDKs make of it is kept');
    await expect(readFile(work.at('tapes', 'case.parsed'), 'utf8')).resolves.toBe(first);
  });

  test('names the SDK that reads an answer otherwise than an older one did, and the place', async () => {
    await using work = await workplace();
    await tapes(work);
    await work.fixtures('check', 'tapes', '--fix');
    const path = work.at('tapes', 'case.parsed');
    const kept = JSON.parse(await readFile(path, 'utf8'));
    kept.sdk.openai = '1.0.0';
    for (const { result } of Object.values<{ result: { value?: { model?: string } } }>(kept.results)) {
      if (result.value !== undefined) {
        result.value.model = 'another';
      }
    }
    await writeFile(path, JSON.stringify(kept));

    const { exitCode, json } = await work.fixtures('check', 'tapes');

    expect(exitCode).toBe(1);
    expect(json.failed).toMatchObject([{ file: 'case.json', interaction: 0 }]);
    expect(json.failed[0].reason).toMatch(
      /^openai \S+ \(before: 1\.0\.0\) read this answer otherwise, at \/value\/model$/,
    );
  });

  test('passes over the result of an answer that has been recorded anew, and names a file that is damaged', async () => {
    await using work = await workplace();
    await tapes(work);
    await work.fixtures('check', 'tapes', '--fix');
    const anew = answering(chatInteraction('a'), 200, '{"id":"x","choices":[]}');
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(anew, REFUSED), { firewall });

    const afterwards = await work.fixtures('check', 'tapes');
    await writeFile(work.at('tapes', 'case.parsed'), '{');
    const damaged = await work.fixtures('check', 'tapes');

    expect(afterwards).toMatchObject({ exitCode: 0, json: { failed: [] } });
    expect(damaged).toMatchObject({ exitCode: 1, json: { failed: [{ file: 'case.json', interaction: null }] } });
  });
});

describe('parity fixtures drift', () => {
  test('asks again, and tells a removed member from one that was added', async () => {
    await using work = await workplace();
    const recorded = answering(chatInteraction('a'), 200, '{"id":"x","object":"chat.completion","gone":{"a":1}}');
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(recorded, REFUSED), { firewall });

    const { exitCode, json } = await work.fixtures('drift', 'tapes', '--stand-in');

    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ asked: 1, same: 0, skipped: 1 });
    expect(json.drifts).toContainEqual(
      expect.objectContaining({ file: 'case.json', interaction: 0, kind: 'removed', pointer: '/gone' }),
    );
    expect(json.drifts).toContainEqual(expect.objectContaining({ kind: 'added', pointer: '/choices' }));
  });

  test('says that it could not tell when there is no key', async () => {
    await using work = await workplace();
    await tapes(work);

    const { exitCode, json } = await work.fixtures('drift', 'tapes');

    expect(exitCode).toBe(2);
    expect(json).toMatchObject({ asked: 0, skipped: 2, drifts: [] });
  });
});

describe('parity fixtures list', () => {
  test('counts side files in the size, and no uses without evidence', async () => {
    await using work = await workplace();
    const large = answering(chatInteraction('a'), 200, 'x'.repeat(40_000));
    await saveCassette(work.at('tapes', 'case.json'), cassetteOf(large), { firewall });

    const { json } = await work.fixtures('list', 'tapes');

    expect(json.fixtures).toMatchObject([{ file: 'case.json', uses: null }]);
    expect(json.fixtures[0].bytes).toBeGreaterThan(40_000);
    await expect(readdir(work.at('tapes'))).resolves.toContain('case.blobs');
  });
});
