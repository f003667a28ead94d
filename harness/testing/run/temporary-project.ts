import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const HARNESS = resolve(import.meta.dirname, '../..');

/** What a command of `parity` has said. */
export interface Said {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** What `--json` printed; undefined where that was nothing. */
  readonly json: {
    readonly verdict?: string;
    readonly reasons?: readonly SaidReason[];
    readonly [key: string]: unknown;
  };
}

interface SaidReason {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly scenario: string | null;
  readonly target: string | null;
}

/** A project of its own, which disposing removes. */
export interface TemporaryProject extends AsyncDisposable {
  readonly root: string;
  /** Runs `parity` there with `--json`. */
  parity(...argv: readonly string[]): Promise<Said>;
}

/**
 * For tests: writes files into a folder of their own. `HARNESS` in a text is the folder of the harness. Without a
 * configuration among them, there are two targets in process that answer `{ hello: 'you' }`.
 */
export async function openProject(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
  const root = await mkdtemp(join(tmpdir(), 'parity-project-'));
  const all = { 'package.json': '{ "type": "module" }', 'parity.config.ts': CONFIG, ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text.replaceAll('HARNESS', HARNESS));
  }
  return {
    root,
    parity: (...argv) => run(root, argv),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** For tests: a scenario file that declares scenarios with these bodies. */
export function scenarioFile(...scenarios: readonly (readonly [title: string, body: string])[]): string {
  const declared = scenarios.map(
    ([title, body]) => `scenario(${JSON.stringify(title)}, async ({ client, start, tables }) => {\n  ${body}\n});\n`,
  );
  return `import { scenario } from 'HARNESS/scenario/scenario.ts';\n\n${declared.join('\n')}`;
}

const CONFIG = `
import { inProcess } from 'HARNESS/targets/in-process.ts';

const target = (name) => ({
  ...inProcess(() => ({
    app: (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"you"}'),
    facts: { name },
    witness: () => ({ name }),
  }), { traffic: 'scripted' }),
  requiredWitness: { '/connectionsOpened': 0 },
});

export default {
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  rules: [],
  targets: { mock: target('mock'), real: target('real') },
};
`;

async function run(cwd: string, argv: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [join(HARNESS, 'cli/main.ts'), ...argv, '--json'], { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise, resolve: done, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', done);
  const exitCode = await promise;
  return { exitCode, stderr, json: stdout === '' ? {} : JSON.parse(stdout) };
}
