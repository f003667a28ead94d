import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProof } from './load-proof.ts';
import { SAMPLE_PROOF } from './sample-proof.ts';

async function fileWith(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'parity-proof-'));
  const path = join(folder, 'proof.json');
  await writeFile(path, text);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

describe('loadProof', () => {
  test('reads what a report shows, and leaves out what it does not know', async () => {
    await using file = await fileWith(JSON.stringify({ ...SAMPLE_PROOF, exitCode: 0, killMatrix: [] }));

    await expect(loadProof(file.path)).resolves.toEqual(SAMPLE_PROOF);
  });

  test('names the place where a proof has another shape', async () => {
    await using file = await fileWith(JSON.stringify({ ...SAMPLE_PROOF, falsePositives: 'none' }));

    await expect(loadProof(file.path)).rejects.toMatchObject({
      code: 'PARITY_PROOF_INVALID',
      message: expect.stringContaining('at /falsePositives'),
    });
  });

  test('refuses what is not JSON', async () => {
    await using file = await fileWith('{');

    await expect(loadProof(file.path)).rejects.toMatchObject({ code: 'PARITY_PROOF_INVALID' });
  });
});
