import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleEvidence } from '../testing/evidence/sample-evidence.ts';
import { SIGNED_AT, type SignedFolder, signedFolder } from '../testing/release/signed-folder.ts';
import { loadAttestations } from './attestations.ts';
import { keyId, readPayload } from './envelope.ts';
import { signEvidence } from './sign-evidence.ts';
import { type Statement, TEST_RESULT, type TestResult } from './statements.ts';
import { verifyEvidence } from './verify-evidence.ts';

const stranger = generateKeyPairSync('ed25519');

const verify = async ({ path, trusted }: SignedFolder, keys: readonly KeyObject[] = [trusted]) =>
  await verifyEvidence({ folder: path, trusted: keys, subject: [], now: SIGNED_AT });

describe('signing', () => {
  test('states what happened in the words of the predicate', async () => {
    await using folder = await signedFolder(sampleEvidence());

    const [result] = (await loadAttestations(folder.path)).map(readPayload) as Statement<TestResult>[];

    expect(result).toMatchObject({ _type: 'https://in-toto.io/Statement/v1', predicateType: TEST_RESULT });
    expect(result?.predicate).toMatchObject({ result: 'FAILED', verdict: 'divergent', warnedTests: [] });
    expect(result?.predicate.passedTests).toHaveLength(3);
    expect(result?.predicate.failedTests).toHaveLength(2);
  });

  test('by a second person adds to the first signature', async () => {
    await using folder = await signedFolder();
    await signEvidence({ folder: folder.path, key: stranger.privateKey, now: new Date('2026-11-25T08:00:00Z') });

    const { signers } = await verify(folder, [folder.trusted, stranger.publicKey]);

    expect(signers).toEqual([keyId(folder.trusted), keyId(stranger.publicKey)]);
  });

  test('again after a new run replaces what no longer holds', async () => {
    await using folder = await signedFolder();
    await writeFile(
      join(folder.path, 'proof.json'),
      await readFile(join(folder.path, 'proof.json'), 'utf8').then((text) => `${text}\n`),
    );
    await signEvidence({ folder: folder.path, key: stranger.privateKey, now: SIGNED_AT });

    expect(await verify(folder)).toMatchObject({ reasons: [{ code: 'signature_invalid' }] });
    expect(await verify(folder, [stranger.publicKey])).toMatchObject({ verified: true });
  });
});
