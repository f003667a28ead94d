import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SealedEvidence } from '../evidence/evidence.ts';
import {
  getControlFolder,
  getTranscriptPath,
  loadEvidence,
  prepareEvidenceFolder,
  saveManifest,
  saveTranscript,
} from '../evidence/folder.ts';
import type { SealedManifest } from '../evidence/manifest.ts';
import { mergeEvidence } from '../evidence/merge.ts';
import { judge } from '../judge/judge.ts';
import { sampleEvidence, sampleManifest, samplePart } from '../testing/evidence/sample-manifest.ts';
import { sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';

const MOCK = { name: 'mock', witness: { connectionsOpened: 0 }, requiredWitness: { '/connectionsOpened': 0 } };
const REAL = {
  name: 'real',
  witness: { postgres: { systemIdentifier: '7711807769824905613' }, sessionsOfServer: 3 },
  requiredWitness: { '/postgres/systemIdentifier': 'present', '/sessionsOfServer': 'present' },
};
const EXPECTED = {
  operations: [
    { method: 'GET', path: '/thing', isProtected: false, statuses: [200, 404], refusals: [], providers: [] },
  ],
  credentials: ['authorization'],
  accessStates: {},
  unreachable: [],
};

async function writeFolder(folder: string, { manifest, transcripts }: SealedEvidence): Promise<void> {
  await prepareEvidenceFolder(folder);
  for (const transcript of transcripts) {
    await saveTranscript(folder, transcript);
  }
  await saveManifest(folder, manifest);
}

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'fail-closed-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const getTranscript = (folder: string, target = 'real') => getTranscriptPath(folder, sampleTranscript({ target }));

test('evidence that is whole is green, so that what follows shows what takes the green away', () => {
  expect(judge(sampleEvidence({ targets: [MOCK, REAL] }))).toMatchObject({ verdict: 'equivalent', reasons: [] });
});

describe('no green verdict comes from', () => {
  test.each<[string, Partial<SealedManifest>, string]>([
    ['an empty suite', { scenarios: [], suite: [] }, 'no_scenarios'],
    [
      'a suite of which a scenario was forgotten',
      { suite: ['sample/does-something', 'sample/other'] },
      'scenario_missing',
    ],
    ['a single target', { targets: [MOCK] }, 'nothing_compared'],
    [
      'a real target that opened nothing',
      { targets: [MOCK, { ...REAL, witness: MOCK.witness }] },
      'witness_contradicts',
    ],
    [
      'a mock target that opened a connection',
      { targets: [{ ...MOCK, witness: { connectionsOpened: 2 } }, REAL] },
      'witness_contradicts',
    ],
    [
      'two targets that are the same thing',
      { targets: ['mock', 'real'].map((name) => ({ name, witness: REAL.witness })) },
      'targets_indistinct',
    ],
    [
      'two targets that prove nothing',
      { targets: ['mock', 'real'].map((name) => ({ name, witness: {} })) },
      'targets_indistinct',
    ],
    ['a documented answer that was not seen', { expected: EXPECTED }, 'cell_missing'],
    [
      'an exemption that nobody stands for',
      { expected: { ...EXPECTED, unreachable: [{ cells: '* 404', owner: '', reason: 'rare' }] } },
      'exemption_wrong',
    ],
    [
      'an answer that is nowhere documented',
      { expected: { ...EXPECTED, operations: EXPECTED.operations.map((one) => ({ ...one, statuses: [404] })) } },
      'answer_undocumented',
    ],
    [
      'a merge without one of the shards',
      {
        isMerged: true,
        parts: [1, 2].map((index) => samplePart({ shard: { index, of: 3 }, targets: [MOCK, REAL] })),
      },
      'shard_missing',
    ],
  ])('%s', (_, changes, code) => {
    const verdict = judge(sampleEvidence({ targets: [MOCK, REAL], ...changes }));

    expect(verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(verdict.reasons.map((reason) => reason.code)).toContain(code);
  });

  test('scenarios that were all skipped', () => {
    expect(judge(sampleEvidence({}, []))).toMatchObject({
      verdict: 'inconclusive',
      reasons: [
        { code: 'transcript_missing', target: 'mock' },
        { code: 'transcript_missing', target: 'real' },
      ],
    });
  });

  test('scenarios that stood aside because of test.only', () => {
    const { scenario } = sampleTranscript();
    const scenarios = [scenario, { ...scenario, id: 'sample/stood-aside' }];

    expect(judge(sampleEvidence({ scenarios })).reasons).toMatchObject([
      { code: 'transcript_missing', scenario: 'sample/stood-aside', target: 'mock' },
      { code: 'transcript_missing', scenario: 'sample/stood-aside', target: 'real' },
    ]);
  });

  test('a target that disagrees with itself, whose noise is no divergence of the run', () => {
    const noisy = sampleTranscript({ target: 'real', steps: [sampleStep({ label: 'GET /other' }), sampleStep()] });
    const control = sampleEvidence({}, [sampleTranscript(), noisy]);

    expect(judge({ ...sampleEvidence({ hasControl: true }), control })).toMatchObject({
      verdict: 'inconclusive',
      divergences: [],
      reasons: [{ code: 'aa_noise', scenario: noisy.scenario.id, target: 'real' }],
      control: { pairs: 2, divergences: [{ targets: ['real', 'real'] }] },
    });
  });

  test('a control that left out a scenario', () => {
    const control = sampleEvidence({}, [sampleTranscript()]);

    expect(judge({ ...sampleEvidence({ hasControl: true }), control })).toMatchObject({
      verdict: 'inconclusive',
      reasons: [{ code: 'aa_noise', target: 'real' }],
    });
  });
});

describe('a run that was narrowed on purpose', () => {
  test.each<[string, Partial<SealedManifest>]>([
    ['--scenario', { selection: 'sample/**' }],
    ['--shard', { parts: [samplePart({ shard: { index: 1, of: 2 }, targets: [MOCK, REAL] })] }],
  ])('by %s is not held against the whole, and the verdict says that it is partial', (_, changes) => {
    const verdict = judge(sampleEvidence({ targets: [MOCK, REAL], expected: EXPECTED, ...changes }));

    expect(verdict).toMatchObject({
      verdict: 'equivalent',
      scope: { kind: 'partial', scenarios: 1, of: 1 },
      coverage: { cells: { required: 2, covered: 1 } },
    });
  });
});

describe('an evidence folder is refused', () => {
  const edit = async (path: string) =>
    await writeFile(path, (await readFile(path, 'utf8')).replace('"status": 200', '"status": 201'));

  test.each<[string, RegExp, (folder: string) => Promise<void>]>([
    ['without one of its transcripts', /real\.json is missing/, (folder) => rm(getTranscript(folder))],
    [
      'with a transcript that was cut',
      /was changed after the run, or was cut/,
      (folder) => truncate(getTranscript(folder), 40),
    ],
    ['with a transcript that somebody edited', /was changed after the run/, (folder) => edit(getTranscript(folder))],
    [
      'with a transcript of another run',
      /image\.json does not belong to the run/,
      (folder) => cp(getTranscript(folder), getTranscript(folder, 'image')),
    ],
    ['without its manifest', /run\.json cannot be read/, (folder) => rm(join(folder, 'run.json'))],
    [
      'with a manifest that lists no files',
      /at \/files/,
      async (folder) => {
        const { files: _, ...rest } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
        await writeFile(join(folder, 'run.json'), JSON.stringify(rest));
      },
    ],
  ])('%s', async (_, message, spoil) => {
    await using folder = await temporaryFolder();
    await writeFolder(folder.path, sampleEvidence());
    await spoil(folder.path);

    await expect(loadEvidence(folder.path)).rejects.toMatchObject({
      code: 'PARITY_EVIDENCE_INVALID',
      message: expect.stringMatching(message),
    });
  });

  test('without the control that it speaks of', async () => {
    await using folder = await temporaryFolder();
    await writeFolder(folder.path, sampleEvidence({ hasControl: true }));
    await writeFolder(getControlFolder(folder.path), sampleEvidence());

    await expect(loadEvidence(folder.path)).resolves.toMatchObject({ control: { transcripts: [{}, {}] } });
    await rm(getControlFolder(folder.path), { recursive: true });
    await expect(loadEvidence(folder.path)).rejects.toMatchObject({ code: 'PARITY_EVIDENCE_INVALID' });
  });
});

describe('two parts are not merged', () => {
  const source = sampleManifest().source;
  const part = (index: number, changes: Partial<SealedManifest> = {}) =>
    sampleEvidence({
      parts: [samplePart({ runId: `r${index}`, shard: { index, of: 2 }, targets: [MOCK, REAL] })],
      ...changes,
    });

  test.each<[string, Partial<SealedManifest>, RegExp]>([
    [
      'of different commits',
      { source: { ...source, commit: 'facade' } },
      /different commits: run r1 \(mock,real, shard 1\/2\) and run r2/,
    ],
    ['with different lock files', { source: { ...source, lockfile: 'f' } }, /different lock files/],
    ['with different changes', { source: { ...source, changes: 'f' } }, /different changes that are not committed/],
    [
      'of different configurations',
      { configuration: { sha256: 'f'.repeat(64), targets: [] } },
      /different configurations/,
    ],
    ['of different rules', { rules: [{ channel: 'http', pointer: '', as: 'duration' }] }, /different rules/],
    ['of different lists of scenarios', { suite: ['other'] }, /different lists of scenarios/],
    ['of different selections', { selection: 'a/**' }, /different selections/],
    ['when only one has a control', { hasControl: true }, /a control/],
    [
      'when one was cut into other shards',
      { parts: [samplePart({ shard: { index: 2, of: 3 }, targets: [MOCK] })] },
      /different numbers of shards/,
    ],
  ])('%s', (_, changes, message) => {
    expect(() => mergeEvidence(part(1), part(2, changes))).toThrow(message);
  });

  test('when they are the same shard', () => {
    expect(() => mergeEvidence(part(1), part(1))).toThrow(/run twice for the same part/);
  });
});
