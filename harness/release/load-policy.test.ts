import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPolicy } from './load-policy.ts';

async function load(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  try {
    await writeFile(join(folder, 'policy.yaml'), text);
    return await loadPolicy(join(folder, 'policy.yaml'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a policy that asks for nothing still has the shape of one', async () => {
  await expect(load('schema: ultra-parity/policy/v1')).resolves.toEqual({
    schema: 'ultra-parity/policy/v1',
    targets: [],
    witness: [],
    allowPartial: false,
    control: false,
    cleanCommit: false,
  });
});

test.each([
  ['a demand that there is not', 'coverrage: 1', 'Unrecognized key'],
  ['a share above one', 'coverage: 95', 'at /coverage'],
  ['a tier that there is not', 'sensitivity: { X: 1 }', 'at /sensitivity'],
  ['a signature by nobody', 'signatures: { keys: [] }', 'at /signatures/keys'],
])('%s is refused, so that a slip of the pen demands no less', async (_, line, problem) => {
  await expect(load(`schema: ultra-parity/policy/v1\n${line}`)).rejects.toThrow(problem);
});

test.each([
  ['is not there', () => loadPolicy('/nowhere/policy.yaml'), 'it cannot be read'],
  ['is no YAML', () => load('targets: ['), 'is not a valid policy'],
  ['is empty', () => load(''), 'is not a valid policy'],
])('a file that %s is refused', async (_, attempt, problem) => {
  await expect(attempt()).rejects.toThrow(problem);
});
