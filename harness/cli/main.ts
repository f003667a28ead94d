#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { runCommand } from './program.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stderr.write(
      `\n${signal}: stopping; what was not observed counts as inconclusive. Once more to quit at once.\n`,
    );
    interruption.abort();
  });
}

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
