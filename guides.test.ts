import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = import.meta.dirname;
const PARITY = `${process.execPath} ${join(ROOT, 'harness/cli/main.ts')}`;

/** The commands of a guide: the lines of its `sh` blocks, continued lines joined, without comments. */
function readCommands(guide: string): string[] {
  const text = readFileSync(join(ROOT, 'docs/guides', guide), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]+?)^```/gm)].map(([, block = '']) => block.replaceAll('\\\n', ''));
  return blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter(Boolean);
}

/** Commands that a project of one small application cannot show, and the test that does. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm install --save-dev ultra-parity vitest': 'examples/notes/installed.test.ts',
  'node harness/cli/main.ts record --config examples/guestbook/parity.config.ts':
    'examples/guestbook/guestbook.test.ts',
  'node harness/cli/main.ts run --config examples/guestbook/parity.config.ts': 'examples/guestbook/guestbook.test.ts',
  'npx parity explore --runs 200': 'harness/explore/explore.test.ts',
  "npx parity explore --mutants 'C*' --runs 2000 --seed 7 --target mock,real --json":
    'harness/explore/explore-mutants.test.ts',
  'npx parity run --shard 1/4 --out evidence/1': 'harness/run/shards.test.ts',
  'npx parity merge evidence/1 evidence/2 evidence/3 evidence/4 --out evidence/all': 'harness/run/shards.test.ts',
  'npx parity prove --shard 1/2 --out proofs/1': 'scripts/test-parts.ts',
  'npx parity merge evidence/1 evidence/2 evidence/3 evidence/4 proofs/1 proofs/2 --out evidence/all':
    'harness/run/shards.test.ts',
  'npm run prove': 'scripts/test-parts.ts',
  "npx parity prove --mutants 'H0[1-4]'": 'scripts/test-parts.ts',
  "npx parity prove --mutants 'G-*'": 'scripts/test-parts.ts',
  'npx parity prove --shard 1/4': 'scripts/test-parts.ts',
};
const isForCompose = (command: string) => command.includes('docker compose up');

/** In this order, since one guide goes on where another ended. */
const GUIDES = ['quick-start.md', 'sign-off.md', 'ci.md'];

const SCENARIO = `import { scenario } from 'ultra-parity';

scenario('greets Ada', async ({ client }) => {
  (await client.get('/?name=Ada')).expect({ status: 200 });
});
`;

describe('the commands of the guides', { timeout: 300_000 }, () => {
  let project = '';
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'guides-'));
    await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'greeter', type: 'module' }));
    await mkdir(join(project, 'node_modules'));
    await symlink(join(ROOT, 'harness'), join(project, 'node_modules/ultra-parity'));
    await mkdir(join(project, 'parity/scenarios'), { recursive: true });
    await writeFile(join(project, 'parity/scenarios/ada.scenario.ts'), SCENARIO);
    await writeFile(join(project, 'parity.policy.yaml'), 'schema: ultra-parity/policy/v1\ntargets: [mock, real]\n');
    await shell('printf "node_modules\\n*.pem\\nevidence/\\n" > .gitignore && git init --quiet && git add --all');
    await shell('git -c user.name=Ada -c user.email=ada@example.test commit --quiet --message "Begin"');
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  async function shell(command: string): Promise<{ readonly exitCode: number | null; readonly output: string }> {
    const child = spawn('bash', ['-c', command.replaceAll('npx parity', PARITY)], {
      cwd: project,
      env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += chunk));
    }
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ exitCode, output }));
    });
  }

  for (const guide of GUIDES) {
    const commands = readCommands(guide).filter((command) => SHOWN_ELSEWHERE[command] === undefined);
    test.each(commands)(`${guide}: %s`, async (command) => {
      const { exitCode, output } = await shell(command);

      expect(exitCode, output).toBe(0);
    });
  }

  test('are all run, here or by a test that is there', () => {
    const others = globSync('*.md', { cwd: join(ROOT, 'docs/guides') }).filter((guide) => !GUIDES.includes(guide));
    const unknown = others
      .flatMap(readCommands)
      .filter((command) => SHOWN_ELSEWHERE[command] === undefined && !isForCompose(command));

    expect(unknown).toEqual([]);
    for (const file of Object.values(SHOWN_ELSEWHERE)) {
      expect(() => readFileSync(join(ROOT, file))).not.toThrow();
    }
  });
});
