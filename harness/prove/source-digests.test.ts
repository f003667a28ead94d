import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedSources } from './source-digests.ts';

test('a file with another text, and one that is gone, have changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'digests-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const [same, other, gone] = ['same.ts', 'other.ts', 'gone.ts'].map((name) => join(folder, name));
  await writeFile(String(same), 'const a = 1;');
  await writeFile(String(other), 'const a = 2;');
  const digest = createHash('sha256').update('const a = 1;').digest('hex');

  const changed = await changedSources({ [String(same)]: digest, [String(other)]: digest, [String(gone)]: digest });

  expect(changed).toEqual([other, gone]);
});
