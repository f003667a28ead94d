#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import type { ExitCode } from '../base/exit-codes.ts';
import { describeOldNode } from './shared/old-node.ts';

// An older Node cannot load the rest, so nothing of it is imported before.
const problem = describeOldNode(process.versions.node, import.meta.url.endsWith('.ts') ? 'repository' : 'package');
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(78);
}
await import('../base/node-22.ts');
const { guardOutput } = await import('./shared/guard-output.ts');
const { runCommand } = await import('./program.ts');

const interruption = new AbortController();
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  // Not `once`: libraries that find themselves alone with a signal (signal-exit, under testcontainers) end the process.
  process.on(signal, () => {
    if (interruption.signal.aborted) {
      process.exit(128 + number);
    }
    process.stderr.write(
      `\n${signal}: stopping; what was not observed counts as inconclusive. Once more to quit at once.\n`,
    );
    interruption.abort();
  });
}

let lostOutput: ExitCode | undefined;
guardOutput(process, (exitCode) => {
  lostOutput = exitCode;
});
// An output may fail after the command has ended.
process.on('exit', () => {
  process.exitCode = lostOutput ?? process.exitCode;
});

process.exitCode = await runCommand({
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  newRunId: () => randomBytes(5).toString('hex'),
  signal: interruption.signal,
  argv: process.argv.slice(2),
});
