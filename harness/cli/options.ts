import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { lineProgress } from '../run/progress.ts';
import type { RunRequest } from '../run/run-parity.ts';
import type { CommandContext } from './command-context.ts';
import { readSourceState } from './source-state.ts';

/** The options that every command which runs scenarios shares. */
export interface RunOptions {
  readonly config: string;
  readonly target?: readonly string[];
  readonly scenario?: string;
  readonly postgres?: string;
  readonly out: string;
  readonly json?: boolean;
  readonly keep?: boolean;
}

export function withRunOptions(command: Command): Command {
  return command
    .option('--target <names>', 'targets to run, the reference first (default: all of the configuration)', names)
    .option('--scenario <glob>', 'only the scenarios whose id matches, such as "accounts/**"')
    .addOption(
      new Option('--postgres <provider>', 'where Postgres comes from').choices(['url', 'container', 'embedded']),
    )
    .option('--out <dir>', 'evidence folder', '.parity')
    .option('--config <file>', 'parity configuration', 'parity.config.ts')
    .option('--json', 'print one JSON object on standard output');
}

function names(value: string): readonly string[] {
  const list = value.split(',').map((name) => name.trim());
  if (list.some((name) => name === '')) {
    throw new InvalidArgumentError('Separate the names by commas: mock,real.');
  }
  return list;
}

/** Standard error tells a person how far a run is; standard output is left to the result. */
export function runRequest(options: RunOptions, context: CommandContext): Omit<RunRequest, 'llm'> {
  return {
    config: resolve(context.cwd, options.config),
    targets: options.target,
    only: options.scenario ?? null,
    out: resolve(context.cwd, options.out),
    options: { postgres: options.postgres, keep: options.keep === true ? 'yes' : undefined },
    source: readSourceState(context.cwd, context.env),
    command: `npx parity ${context.argv.join(' ')}`,
    env: context.env,
    runId: context.newRunId(),
    startedAt: context.now(),
    progress: lineProgress(context.stderr, { env: context.env }),
    signal: context.signal,
  };
}
