import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { lineProgress } from '../../run/progress.ts';
import type { RunRequest } from '../../run/run-request.ts';
import type { CommandContext } from './command-context.ts';
import { readSourceState } from './source-state.ts';
import { addTargetOptions, type TargetOptions } from './target-options.ts';

/** The options of every command that runs scenarios. */
export interface RunOptions extends TargetOptions {
  readonly target?: readonly string[];
  readonly scenario?: string;
  readonly out: string;
  readonly json?: boolean;
  readonly keep?: boolean;
}

export function addRunOptions(command: Command, context: CommandContext): Command {
  return addTargetOptions(command, context)
    .option('--target <names>', 'targets to run, the reference first (default: all of the configuration)', parseNames)
    .option('--scenario <glob>', 'only the scenarios whose id matches, such as "accounts/**"')
    .option('--out <dir>', 'evidence folder', '.parity')
    .option('--json', 'print one JSON object on standard output');
}

function parseNames(value: string): readonly string[] {
  const list = value.split(',').map((name) => name.trim());
  if (list.some((name) => name === '')) {
    throw new InvalidArgumentError('Separate the names by commas: mock,real.');
  }
  return list;
}

/** The run that the options ask for. Progress goes to standard error; standard output is left to the result. */
export function toRunRequest(options: RunOptions, context: CommandContext): Omit<RunRequest, 'llm'> {
  return {
    config: resolve(context.cwd, options.config),
    targets: options.target,
    only: options.scenario ?? null,
    out: resolve(context.cwd, options.out),
    options: { ...options.targetOptions, keep: options.keep === true ? 'yes' : undefined },
    source: readSourceState(context.cwd, context.env),
    command: `npx parity ${context.argv.join(' ')}`,
    env: context.env,
    runId: context.newRunId(),
    startedAt: context.now(),
    progress: lineProgress(context.stderr, { env: context.env }),
    signal: context.signal,
  };
}
