import { z } from 'zod';
import { splitStreams } from './container-log.ts';
import type { Engine } from './engine.ts';

const created = z.object({ Id: z.string() });
const ended = z.object({ ExitCode: z.number() });

/** Runs a command in a running container, to its end. */
export async function execIn(
  engine: Engine,
  container: string,
  command: readonly string[],
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const body = { Cmd: command, AttachStdout: true, AttachStderr: true };
  const { Id } = created.parse(await engine.call({ method: 'POST', path: `/containers/${container}/exec`, body }));
  const start = { method: 'POST', path: `/exec/${Id}/start`, body: { Detach: false, Tty: false } } as const;
  const { bytes } = await engine.ask({ ...start, timeoutMs: 60_000 });
  const { stdout, stderr } = splitStreams(bytes);
  const { ExitCode } = ended.parse(await engine.call({ path: `/exec/${Id}/json` }));
  return { exitCode: ExitCode, output: stdout + stderr };
}
