import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { runCommand } from '../../cli/program.ts';
import { encodeBody } from '../../traffic/cassette/body-codec.ts';
import type { Interaction } from '../../traffic/cassette/cassette.ts';

/** For tests: a folder of their own in which `parity fixtures` runs. */
export async function workplace() {
  const path = await mkdtemp(join(tmpdir(), 'parity-fixtures-'));
  return {
    path,
    at: (...names: readonly string[]) => join(path, ...names),
    /** Runs `parity fixtures ... --json`. */
    fixtures: async (...argv: readonly string[]) => {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const exitCode = await runCommand({
        env: {},
        cwd: path,
        stdout: stdout as unknown as WriteStream,
        stderr: stderr as unknown as WriteStream,
        now: () => new Date('2026-11-24T10:00:00.000Z'),
        newRunId: () => 'test-run',
        signal: new AbortController().signal,
        argv: ['fixtures', ...argv, '--json'],
      });
      const text = String(stdout.read() ?? '');
      return { exitCode, json: text === '' ? null : JSON.parse(text), stderr: String(stderr.read() ?? '') };
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** For tests: the interaction with another answer. */
export function answering(interaction: Interaction, status: number, text: string): Interaction {
  const body = Buffer.from(text);
  const response = { ...interaction.response, status, body: encodeBody(body) };
  return { ...interaction, response, chunks: [[0, body.length]] };
}
