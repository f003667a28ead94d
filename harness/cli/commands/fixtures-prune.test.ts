import { mkdir, readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { prepareEvidenceFolder, saveManifest, saveTranscript, transcriptPath } from '../../evidence/folder.ts';
import { workplace } from '../../testing/cli/cassette-workplace.ts';
import { sampleManifest } from '../../testing/evidence/sample-manifest.ts';
import { sampleStep, sampleTranscript } from '../../testing/evidence/sample-transcript.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { loadCassette } from '../../traffic/cassette/load-cassette.ts';
import { saveCassette } from '../../traffic/cassette/save-cassette.ts';
import { createFirewall } from '../../traffic/secrets/firewall.ts';

const firewall = createFirewall({ knownSecrets: [] });

/** Evidence of one scenario that was played from a cassette and asked for these prompts. */
async function writeEvidence(
  folder: string,
  { id, prompts, unplayed }: { readonly id: string; readonly prompts: readonly string[]; readonly unplayed: number },
): Promise<void> {
  const calls = prompts.map((text) => ({
    provider: 'openai',
    operation: 'chat',
    model: 'gpt-4o',
    request: {
      system: null,
      messages: [{ role: 'user' as const, text }],
      maxTokens: null,
      temperature: null,
      stream: false,
    },
    outcome: { status: 'answered' as const, text: 'x', finishReason: 'stop', usage: null },
  }));
  const scenario = { id, title: 'a case', file: 'a.scenario.ts' };
  const transcript = {
    ...sampleTranscript({ steps: [sampleStep({ calls })] }),
    scenario,
    target: 'real',
    witness: { llm: { replayed: prompts.length, unplayed } },
  };
  await prepareEvidenceFolder(folder);
  await saveTranscript(transcriptPath(folder, transcript), transcript);
  await saveManifest(folder, sampleManifest({ targets: [{ name: 'real', witness: {} }], scenarios: [scenario] }));
}

describe('parity fixtures prune', () => {
  test('shows what no run asked for, and deletes it with --yes alone', async () => {
    await using work = await workplace();
    const used = cassetteOf(chatInteraction('a'), chatInteraction('b'));
    const orphan = { ...used, scenario: { id: 'area/gone', title: 'gone' } };
    await saveCassette(work.at('tapes', 'area', 'case.json'), used, { firewall });
    await saveCassette(work.at('tapes', 'area', 'gone.json'), orphan, { firewall });
    await writeEvidence(work.at('evidence'), { id: 'area/case', prompts: ['b'], unplayed: 1 });
    await mkdir(work.at('tapes', 'empty.blobs'));
    const unused = [
      { kind: 'interactions', file: 'area/case.json', indices: [0] },
      { kind: 'orphan', file: 'area/gone.json' },
    ];

    const shown = await work.fixtures('prune', 'tapes', '--evidence', 'evidence');
    const kept = await readdir(work.at('tapes', 'area'));
    const deleted = await work.fixtures('prune', 'tapes', '--evidence', 'evidence', '--yes');

    expect(shown).toMatchObject({ exitCode: 0, json: { pruned: false, unused } });
    expect(kept).toEqual(['case.json', 'gone.json']);
    expect(deleted).toMatchObject({ exitCode: 0, json: { pruned: true, unused } });
    await expect(readdir(work.at('tapes', 'area'))).resolves.toEqual(['case.json']);
    await expect(readdir(work.at('tapes'))).resolves.toEqual(['area']);
    expect(deleted.json.notes).toContain('empty.blobs: it was empty, and is gone.');
    await expect(loadCassette(work.at('tapes', 'area', 'case.json'))).resolves.toMatchObject({
      interactions: [{ request: { body: { json: { messages: [{ content: 'b' }] } } } }],
    });
  });
});
