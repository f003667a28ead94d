import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import { prepareEvidenceFolder, saveManifest, saveTranscript } from '../../evidence/folder.ts';
import type { SealedManifest } from '../../evidence/manifest.ts';
import type { Proof } from '../../evidence/proof.ts';
import { signEvidence } from '../../release/sign-evidence.ts';
import { equivalentInput } from '../evidence/sample-evidence.ts';
import { SAMPLE_PROOF } from '../prove/sample-proof.ts';

export const COMMIT = '5f3b9a7e0c1d2e3f405162738495a6b7c8d9eaf0';
export const IMAGE = 'c16bb5f39301'.padEnd(64, '0');
export const SIGNED_AT = new Date('2026-11-24T20:00:00Z');

export interface SignedFolder extends AsyncDisposable {
  readonly path: string;
  readonly key: KeyObject;
  readonly trusted: KeyObject;
}

/** An evidence folder of the sample run with a proof beside it, signed by a new key; for the tests of a release. */
export async function signedFolder(evidence: Evidence = equivalentInput().evidence): Promise<SignedFolder> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const path = await mkdtemp(join(tmpdir(), 'signed-'));
  await prepareEvidenceFolder(path);
  for (const transcript of evidence.transcripts) {
    await saveTranscript(path, transcript);
  }
  await saveManifest(path, sealed(evidence));
  await writeFile(join(path, 'proof.json'), JSON.stringify(PROOF));
  await signEvidence({ folder: path, key: privateKey, now: SIGNED_AT });
  return { path, key: privateKey, trusted: publicKey, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

function sealed({ manifest }: Evidence): SealedManifest {
  const { runId, command, startedAt, durationMs, environment, scenarios } = manifest;
  const targets = manifest.targets.map(({ name, witness }) => ({
    name,
    witness: name === 'real' ? { ...witness, image: { digest: `sha256:${IMAGE}` } } : witness,
  }));
  return {
    ...manifest,
    targets,
    selection: manifest.selection ?? null,
    parts: [{ runId, command, startedAt, durationMs, shard: null, targets, environment }],
    isMerged: false,
    suite: scenarios.map(({ id }) => id),
    source: { commit: COMMIT, isDirty: false, changes: null, lockfile: 'a'.repeat(64) },
    configuration: { sha256: 'b'.repeat(64), targets: targets.map(({ name }) => name) },
    hasControl: false,
    files: [],
  };
}

const BUGS = Array.from({ length: 8 }, (_, index) => `H0${index + 1}`);

const PROOF: Proof = {
  ...SAMPLE_PROOF,
  commit: COMMIT,
  exitCode: 0,
  tiers: { ...SAMPLE_PROOF.tiers, H: { total: 8, killed: 8, score: 1, lower95: 0.6756 } },
  falsePositives: 0,
  controls: [],
  mutants: BUGS.map((id) => ({
    ...{ id, tier: 'H', title: 'a bug', outcome: 'killed', killedBy: ['a/b'] },
    caught: [{ scenario: 'a/b', step: 'GET /', channel: 'http', kind: 'value', pointer: '/response/body' }],
  })),
  kills: { 'a/b': BUGS },
};
