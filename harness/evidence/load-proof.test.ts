import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE_PROOF } from '../testing/prove/sample-proof.ts';
import { loadProof, loadProofBeside } from './load-proof.ts';

async function folderWith(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'parity-proof-'));
  await mkdir(join(folder, 'prove'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

const refuse = async (proof: unknown) => {
  await using given = await folderWith({ 'proof.json': typeof proof === 'string' ? proof : JSON.stringify(proof) });
  return await loadProof(join(given.folder, 'proof.json')).catch((error: unknown) => error);
};

describe('loadProof', () => {
  test('reads what prove wrote', async () => {
    await using given = await folderWith({ 'proof.json': JSON.stringify(SAMPLE_PROOF) });

    await expect(loadProof(join(given.folder, 'proof.json'))).resolves.toEqual(SAMPLE_PROOF);
  });

  test.each([
    ['a count that is none', { ...SAMPLE_PROOF, falsePositives: 'none' }, 'at /falsePositives'],
    ['a score beyond all', { ...SAMPLE_PROOF, tiers: { ...SAMPLE_PROOF.tiers, C: { total: 1 } } }, 'at /tiers/C'],
    ['a proof that does not say what caught its bugs', { ...SAMPLE_PROOF, mutants: [{ id: 'H01' }] }, 'at /mutants/0'],
    ['a member that it does not know', { ...SAMPLE_PROOF, later: [] }, 'at /later: unknown member'],
    ['another file', { schema: 'ultra-parity/verdict/v1' }, 'at /schema'],
    ['a file that was cut short', '{"schema":', 'was cut short'],
  ])('refuses %s, and names the place', async (_, proof, problem) => {
    const refused = await refuse(proof);

    expect(refused).toMatchObject({ code: 'PARITY_PROOF_INVALID', message: expect.stringContaining(problem) });
  });
});

describe('proofBeside', () => {
  test('finds the proof where prove leaves it, and prefers the one that somebody put beside the evidence', async () => {
    const [left, put] = [SAMPLE_PROOF, { ...SAMPLE_PROOF, commit: 'c0ffee' }].map((proof) => JSON.stringify(proof));
    await using alone = await folderWith({ 'prove/proof.json': left ?? '' });
    await using both = await folderWith({ 'prove/proof.json': left ?? '', 'proof.json': put ?? '' });

    await expect(loadProofBeside(alone.folder)).resolves.toMatchObject({ commit: null });
    await expect(loadProofBeside(both.folder)).resolves.toMatchObject({ commit: 'c0ffee' });
  });

  test('finds none where there is none', async () => {
    await using given = await folderWith({});

    await expect(loadProofBeside(given.folder)).resolves.toBeUndefined();
  });
});
