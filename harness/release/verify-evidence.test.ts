import { generateKeyPairSync } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getVerificationExitCode } from '../cli/shared/exit-code.ts';
import { saveManifest } from '../evidence/folder.ts';
import type { SealedManifest } from '../evidence/manifest.ts';
import { equivalentInput, sampleEvidence } from '../testing/evidence/sample-evidence.ts';
import { COMMIT, IMAGE, SIGNED_AT, type SignedFolder, signedFolder } from '../testing/release/signed-folder.ts';
import { loadAttestations, saveAttestations } from './attestations.ts';
import { keyId, readPayload, seal } from './envelope.ts';
import type { Statement, TestResult } from './statements.ts';
import { type Verifying, verifyEvidence } from './verify-evidence.ts';

const stranger = generateKeyPairSync('ed25519');

const verify = ({ path, trusted }: SignedFolder, changes: Partial<Verifying> = {}) =>
  verifyEvidence({ folder: path, trusted: [trusted], subject: [], now: SIGNED_AT, ...changes });

const verifyWithExitCode = async (...args: Parameters<typeof verify>) => {
  const verification = await verify(...args);
  return { ...verification, exitCode: getVerificationExitCode(verification) };
};

const firstTranscript = ({ path }: SignedFolder) =>
  readFile(join(path, 'run.json'), 'utf8').then((text) => {
    const { files } = JSON.parse(text) as SealedManifest;
    return join(path, files[0]?.path ?? '');
  });

const edit = async (file: string, change: (text: string) => string) =>
  await writeFile(file, change(await readFile(file, 'utf8')));

/** What somebody without the key, or with a purpose, may try. */
const TAMPERINGS: readonly [what: string, tamper: (folder: SignedFolder) => Promise<void>, reason: string][] = [
  [
    'one byte of a transcript',
    async (folder) => await edit(await firstTranscript(folder), (text) => text.replace('"status": 2', '"status": 3')),
    'evidence_changed',
  ],
  ['a scenario that was removed', async (folder) => await rm(await firstTranscript(folder)), 'evidence_changed'],
  [
    'a scenario that was removed, with the manifest sealed again',
    async (folder) => {
      await rm(await firstTranscript(folder));
      await saveManifest(folder.path, JSON.parse(await readFile(join(folder.path, 'run.json'), 'utf8')));
    },
    'evidence_changed',
  ],
  [
    'a transcript that was added',
    async (folder) => await cp(await firstTranscript(folder), join(folder.path, 'transcripts', 'more.json')),
    'evidence_changed',
  ],
  [
    'a manifest with other rules',
    async ({ path }) => await edit(join(path, 'run.json'), (text) => text.replace('"rules": [', '"rules": [ ')),
    'evidence_changed',
  ],
  [
    'a better proof',
    async ({ path }) => await edit(join(path, 'proof.json'), (text) => text.replaceAll('8', '9')),
    'evidence_changed',
  ],
  [
    'a statement that was rewritten',
    async ({ path }) =>
      await edit(join(path, 'attestations.intoto.jsonl'), (text) => {
        const [first = '', ...rest] = text.split('\n');
        const envelope = JSON.parse(first) as { payload: string };
        const payload = Buffer.from(envelope.payload, 'base64').toString().replace('PASSED', 'WARNED');
        return [JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }), ...rest].join('\n');
      }),
    'signature_invalid',
  ],
  [
    'a statement that was taken away',
    async ({ path }) =>
      await edit(join(path, 'attestations.intoto.jsonl'), (text) => text.split('\n').slice(1).join('\n')),
    'attestation_missing',
  ],
  [
    'attestations that were cut short',
    async ({ path }) => await edit(join(path, 'attestations.intoto.jsonl'), (text) => text.slice(0, 100)),
    'attestation_invalid',
  ],
  [
    'no attestation at all',
    async ({ path }) => await rm(join(path, 'attestations.intoto.jsonl')),
    'attestation_missing',
  ],
  [
    'the signature of somebody else',
    async ({ path }) => {
      const statements = (await loadAttestations(path)).map(readPayload) as object[];
      await saveAttestations(
        path,
        statements.map((statement) => seal(statement, stranger.privateKey)),
      );
    },
    'signature_invalid',
  ],
];

describe('evidence that was signed', () => {
  test('is verified by the public key alone, and its verdict is computed again', async () => {
    await using folder = await signedFolder();

    expect(await verify(folder)).toEqual({
      schema: 'ultra-parity/verification/v1',
      verified: true,
      signers: [keyId(folder.trusted)],
      judged: { verdict: 'equivalent', reasons: [] },
      subjects: [
        { name: 'commit', digest: { gitCommit: COMMIT } },
        { name: 'lock file', digest: { sha256: 'a'.repeat(64) } },
        { name: 'image of real', digest: { sha256: IMAGE } },
      ],
      reasons: [],
    });
  });

  test.each(TAMPERINGS)('is refused after %s', async (_, tamper, reason) => {
    await using folder = await signedFolder();

    await tamper(folder);

    const { exitCode, verified, reasons } = await verifyWithExitCode(folder);
    expect({ exitCode, verified, reason: reasons[0]?.code }).toEqual({ exitCode: 5, verified: false, reason });
  });

  test('names the file that was changed', async () => {
    await using folder = await signedFolder();
    await edit(await firstTranscript(folder), (text) => text.replace('"status": 2', '"status": 3'));

    const { reasons } = await verify(folder);

    expect(reasons[0]?.message).toMatch(/^transcripts\/.+\.json was changed after signing\.$/);
  });

  test('is refused by whoever trusts another key', async () => {
    await using folder = await signedFolder();

    const { exitCode, reasons } = await verifyWithExitCode(folder, { trusted: [stranger.publicKey] });

    expect(exitCode).toBe(5);
    expect(reasons[0]?.message).toContain(keyId(folder.trusted).slice(0, 12));
  });

  test('tells a statement that was changed from one that somebody else has signed', async () => {
    await using folder = await signedFolder();
    const rewritten = TAMPERINGS.find(([what]) => what === 'a statement that was rewritten');
    await rewritten?.[1](folder);

    const { reasons } = await verify(folder);

    expect(reasons[0]?.message).toMatch(/^A statement was changed after it was signed/);
  });

  test('is looked for in a folder that is there', async () => {
    await using folder = await signedFolder();
    const request = { folder: join(folder.path, 'nowhere'), trusted: [folder.trusted], subject: [], now: SIGNED_AT };

    expect(await verifyEvidence(request)).toMatchObject({ judged: null, reasons: [{ code: 'evidence_invalid' }] });
  });

  test('is refused where a trusted key states what does not follow from it', async () => {
    await using folder = await signedFolder(sampleEvidence());
    const [result, strength] = (await loadAttestations(folder.path)).map(readPayload) as Statement<TestResult>[];
    const lie = { ...result, predicate: { ...result?.predicate, result: 'PASSED', verdict: 'equivalent' } };
    await saveAttestations(folder.path, [seal(lie, folder.key), seal(strength ?? {}, folder.key)]);

    expect(await verifyWithExitCode(folder)).toMatchObject({
      exitCode: 5,
      verified: false,
      reasons: [{ code: 'verdict_differs' }],
    });
  });

  test.each([
    ['the commit', COMMIT],
    ['the image', `sha256:${IMAGE}`],
  ])('is about %s that was tested', async (_, digest) => {
    await using folder = await signedFolder();

    expect(await verify(folder, { subject: [digest] })).toMatchObject({ verified: true });
  });

  test('is refused for another image than the one that was tested', async () => {
    await using folder = await signedFolder();

    expect(await verifyWithExitCode(folder, { subject: [`sha256:${'d'.repeat(64)}`] })).toMatchObject({
      exitCode: 5,
      verified: false,
      reasons: [{ code: 'subject_mismatch' }],
    });
  });

  test('does not hold any longer than its waivers do', async () => {
    const { evidence } = equivalentInput();
    const waiver = {
      id: 'W1',
      scenario: 'nowhere/**',
      channel: 'http' as const,
      pointer: '/response/body/theme',
      kind: 'value' as const,
      owner: 'ada@example.test',
      reason: 'no themes yet',
      issue: 'https://issues.example.test/7',
      created: '2026-11-01',
      expires: '2026-12-01',
    };
    await using folder = await signedFolder({
      ...evidence,
      manifest: { ...evidence.manifest, waivers: [waiver] },
    });

    expect(await verify(folder, { now: new Date('2026-12-01T23:59:59Z') })).toMatchObject({ verified: true });
    expect(await verifyWithExitCode(folder, { now: new Date('2026-12-02T00:00:00Z') })).toMatchObject({
      exitCode: 3,
      verified: false,
      reasons: [{ code: 'waiver_expired' }],
    });
  });

  test.each([
    ['an empty object', {}],
    ['a statement without a predicate type', { _type: 'https://in-toto.io/Statement/v1', subject: [] }],
    ['a list', []],
  ])('is refused where a trusted key has signed %s', async (_, payload) => {
    await using folder = await signedFolder();
    const envelopes = await loadAttestations(folder.path);
    await saveAttestations(folder.path, [...envelopes, seal(payload, folder.key)]);

    expect(await verify(folder)).toMatchObject({ verified: false, reasons: [{ code: 'attestation_invalid' }] });
  });

  test('of a part of the suite is refused, unless it is asked for', async () => {
    const { evidence } = equivalentInput();
    await using folder = await signedFolder({
      ...evidence,
      manifest: { ...evidence.manifest, selection: 'accounts/**' },
    });

    expect(await verifyWithExitCode(folder)).toMatchObject({
      exitCode: 2,
      verified: false,
      reasons: [{ code: 'partial_run' }],
    });
    expect(await verifyWithExitCode(folder, { allowPartial: true })).toMatchObject({ exitCode: 0, verified: true });
  });

  test('counts a key once, under however many names it is trusted', async () => {
    await using folder = await signedFolder();

    const { signers } = await verify(folder, { trusted: [folder.trusted, folder.trusted] });

    expect(signers).toEqual([keyId(folder.trusted)]);
  });

  test('of a run that diverged is genuine, and says so by its exit code', async () => {
    await using folder = await signedFolder(sampleEvidence());

    expect(await verifyWithExitCode(folder)).toMatchObject({
      exitCode: 1,
      verified: true,
      judged: { verdict: 'divergent' },
    });
  });
});
