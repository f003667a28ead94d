import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const HARNESS = resolve(import.meta.dirname, '..');
const SLOW_MS = 300_000;

/** A target that counts its starts in a file, and answers accordingly. */
const CONFIG = `
import { existsSync, writeFileSync } from 'node:fs';
import { inProcess } from '${HARNESS}/targets/in-process.ts';

const marker = new URL('./started-before', import.meta.url);
const FIRST = {
  steady: 'a', load: 3, share: 0.25, token: '9f86d081884c', colour: 'light', at: 5, list: [1, 2], extra: true,
};
const AGAIN = {
  steady: 'a', load: 7, share: 0.5, token: '60303ae22b99', colour: 'dark', at: 'later', list: [2, 1],
};

export default {
  scenarios: 'suites',
  cassettes: 'cassettes',
  rules: [],
  targets: {
    moody: inProcess(
      () => {
        const body = JSON.stringify(existsSync(marker) ? AGAIN : FIRST);
        writeFileSync(marker, '');
        return {
          app: (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
        };
      },
      { traffic: 'scripted' },
    ),
  },
};
`;

const SCENARIO = `
import { scenario } from '${HARNESS}/scenario/scenario.ts';

scenario('asks how it is', async ({ client }) => {
  await client.get('/');
});
`;

async function moodyProject(): Promise<AsyncDisposable & { readonly root: string }> {
  const root = await mkdtemp(join(tmpdir(), 'learn-'));
  await mkdir(join(root, 'suites'));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  await writeFile(join(root, 'parity.config.ts'), CONFIG);
  await writeFile(join(root, 'suites/mood.scenario.ts'), SCENARIO);
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function learn(root: string): Promise<unknown> {
  const command = [join(HARNESS, 'cli/main.ts'), 'learn', '--times', '2', '--json', '--out', join(root, 'out')];
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const exitCode = await new Promise((end) => child.once('close', end));
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('a target that varies gets rules for formats, and none for structure, order, types and words', {
  timeout: SLOW_MS,
}, async () => {
  await using project = await moodyProject();

  const learned = await learn(project.root);

  const of = (name: string) => ({ channel: 'http', pointer: `/response/body/${name}` });
  expect(learned).toEqual({
    schema: 'ultra-parity/rules/v1',
    exitCode: 0,
    rules: [
      { ...of('load'), as: 'gauge' },
      { ...of('share'), as: 'duration' },
      { ...of('token'), as: { symbol: 'random', pattern: '^[0-9a-f]{12}$' } },
    ],
    refused: [
      { ...of('colour'), why: expect.stringContaining('no format in common') },
      { ...of('at'), why: expect.stringContaining('structure') },
      { ...of('list'), why: expect.stringContaining('order') },
      { ...of('extra'), why: expect.stringContaining('structure') },
    ],
  });
});
