import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadWaivers } from './load-waivers.ts';

async function fileWith(text: string): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'waivers-'));
  const path = join(folder, 'parity.waivers.yaml');
  await writeFile(path, text);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const WAIVER = `
  - id: W1
    scenario: accounts/login/works
    channel: http
    pointer: /response/body/theme
    kind: value
    owner: ada@example.test
    reason: the double has no themes yet
    issue: https://issues.example.test/7
    created: 2026-11-01
    expires: 2026-12-01
`;

test('a project without the file has no waivers', async () => {
  await expect(loadWaivers('/nowhere/parity.waivers.yaml', ['http'])).resolves.toEqual([]);
});

test('dates are read as they are written', async () => {
  await using file = await fileWith(`waivers:${WAIVER}`);

  await expect(loadWaivers(file.path, ['http'])).resolves.toMatchObject([
    { id: 'W1', created: '2026-11-01', expires: '2026-12-01' },
  ]);
});

test('a waiver may be for a channel of the project', async () => {
  await using file = await fileWith(`waivers:${WAIVER.replace('channel: http', 'channel: mail')}`);

  await expect(loadWaivers(file.path, ['http', 'mail'])).resolves.toMatchObject([{ id: 'W1', channel: 'mail' }]);
});

test.each([
  ['no YAML', 'waivers: [', 'parity.waivers.yaml cannot be used'],
  ['without an owner', `waivers:${WAIVER.replace('owner: ada@example.test', 'note: x')}`, 'at /waivers/0'],
  [
    'with a channel that there is not',
    `waivers:${WAIVER.replace('channel: http', 'channel: smoke')}`,
    'at /waivers/0/channel',
  ],
  ['with an id twice', `waivers:${WAIVER}${WAIVER}`, 'the id W1 is given twice'],
])('a file that is %s is refused with its place', async (_, text, problem) => {
  await using file = await fileWith(text);

  await expect(loadWaivers(file.path, ['http'])).rejects.toThrow(problem);
});
