import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Mutant } from '../../prove/mutant/mutant.ts';
import { silentProgress } from '../../run/progress.ts';
import type { RunRequest } from '../../run/run-request.ts';

const HARNESS = resolve(import.meta.dirname, '../..');

/** A project of its own for tests: a server of one file and of a text that it reads, two targets, one scenario. */
export interface SampleProject extends AsyncDisposable {
  readonly root: string;
  readonly request: RunRequest;
}

const SERVER = `
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// a note that nobody reads
export function serve() {
  return createServer((_request, response) => {
    const status: number = 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    const mood = readFileSync(new URL('mood.txt', import.meta.url), 'utf8');
    response.end(JSON.stringify({ hello: 'you', mood }));
  });
}

export function never(): string {
  return 'what nobody calls';
}
`;

const CONFIG = `
import { once } from 'node:events';
import { serve } from './server.ts';

const target = (name: string) => ({
  traffic: 'scripted',
  setUp: async () => {
    const server = serve();
    return {
      facts: {},
      start: async () => {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        return { outcome: 'listening', url: 'http://127.0.0.1:' + server.address().port };
      },
      witness: async () => ({ facts: { name }, faults: [] }),
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
});

export default {
  scenarios: 'suites',
  cassettes: 'cassettes',
  mutants: 'mutants',
  rules: [],
  targets: { one: target('one'), two: target('two') },
};
`;

const SCENARIO = `
import { scenario } from '${HARNESS}/scenario/scenario.ts';

scenario('greets', async ({ client }) => {
  await client.get('/');
});
`;

/** Writes the project, with these mutants, into a folder that disposing removes. */
export async function sampleProject(mutants: readonly Mutant[]): Promise<SampleProject> {
  const root = await mkdtemp(join(tmpdir(), 'prove-'));
  const files = {
    'package.json': '{ "type": "module" }',
    'server.ts': SERVER,
    'mood.txt': 'cheerful',
    'parity.config.ts': CONFIG,
    'suites/greeting.scenario.ts': SCENARIO,
    ...Object.fromEntries(
      mutants.map((mutant) => [`mutants/${mutant.id}.mutant.ts`, `export const mutant = ${JSON.stringify(mutant)};`]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const request: RunRequest = {
    config: join(root, 'parity.config.ts'),
    targets: undefined,
    only: null,
    llm: 'replay',
    out: join(root, 'out'),
    options: {},
    command: 'parity prove',
    env: { PATH: dirname(process.execPath) },
    runId: 'sample',
    startedAt: new Date('2026-11-01T00:00:00Z'),
    progress: silentProgress,
    signal: AbortSignal.any([]),
  };
  return { root, request, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** A mutant of the server of the project, or of the text that it reads. */
export function sampleMutant(id: string, find: string, replace: string, file = 'server.ts'): Mutant {
  return {
    id,
    title: `${find} becomes ${replace}`,
    tier: 'C',
    origin: 'a test',
    targets: ['two'],
    edits: [{ file, find, replace }],
    expect: {
      scenario: '**',
      channel: 'http',
      kind: 'value',
      pointer: file === 'server.ts' ? '/response/body/hello' : '/response/body/mood',
    },
  };
}
