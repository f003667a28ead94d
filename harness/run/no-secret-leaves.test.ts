import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const HARNESS = resolve(import.meta.dirname, '..');
const SLOW_MS = 120_000;

/** One of each kind: by its shape, by the configuration, by the environment. */
const SECRETS = {
  shape: `ghp_${'aB3dE5gH7jK9'.repeat(3)}`,
  configured: 'horse-battery-staple',
  environment: 'Tr0ub4dor-and-3',
};

const CONFIG = `
import { inProcess } from '${HARNESS}/targets/in-process.ts';

const SECRETS = ${JSON.stringify(SECRETS)};

const solo = inProcess(
  () => ({
    app: (_request, response) => {
      console.log('the system says', SECRETS);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(SECRETS));
    },
  }),
  { traffic: 'scripted' },
);

export default {
  scenarios: 'suites',
  cassettes: 'cassettes',
  rules: [],
  knownSecrets: () => [SECRETS.configured],
  targets: {
    solo: {
      ...solo,
      prepare: async ({ progress }) => {
        progress(JSON.stringify(SECRETS));
        return { data: null, witness: SECRETS, [Symbol.asyncDispose]: async () => {} };
      },
    },
  },
};
`;

const SCENARIO = `
import { scenario } from '${HARNESS}/scenario/scenario.ts';

scenario('shows ${Object.values(SECRETS).join(' and ')}', async ({ client }) => {
  await client.get('/');
  throw new Error('it fails with ${Object.values(SECRETS).join(' and ')}');
});
`;

async function runProject(root: string): Promise<string> {
  await mkdir(join(root, 'suites'));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  await writeFile(join(root, 'parity.config.ts'), CONFIG);
  await writeFile(join(root, 'suites/secrets.scenario.ts'), SCENARIO);
  const words = [join(HARNESS, 'cli/main.ts'), 'run', '--json', '--out', 'out'];
  const run = spawn(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env['PATH'], ACME_PASSWORD: SECRETS.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return (await Promise.all([text(run.stdout), text(run.stderr)])).join('\n');
}

test('no secret reaches the terminal, the evidence or the reports', { timeout: SLOW_MS }, async () => {
  const root = await mkdtemp(join(tmpdir(), 'secrets-'));
  await using _folder = { [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };

  const printed = await runProject(root);
  const entries = await readdir(join(root, 'out'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const written = await Promise.all(files.map((file) => readFile(file, 'utf8')));

  const places = [printed, ...files, ...written];
  const leaks = Object.entries(SECRETS).filter(([, secret]) => places.some((place) => place.includes(secret)));
  expect(leaks).toEqual([]);
  expect(printed).toContain('[secret:');
  expect(written.join('\n')).toContain('it fails with [secret:github-token:');
});
