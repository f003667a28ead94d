import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from '../base/exit-codes.ts';
import { findEnvironmentSecrets } from '../traffic/secrets/environment-secrets.ts';
import { createFirewall } from '../traffic/secrets/firewall.ts';
import type { CommandContext, ProcessContext } from './shared/command-context.ts';
import { redactOutput } from './shared/redact-output.ts';
import { reportError } from './shared/report-error.ts';

/** A module that adds one command to the program. The command acts when it is parsed. */
interface CommandModule {
  register(program: Command, context: CommandContext): void;
}

/** By name, in the order of the help. A command imports much, so only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  run: () => import('./commands/run-command.ts'),
  diff: () => import('./commands/diff-command.ts'),
  merge: () => import('./commands/merge-command.ts'),
  learn: () => import('./commands/learn-command.ts'),
  report: () => import('./commands/report-command.ts'),
  record: () => import('./commands/record-command.ts'),
  prove: () => import('./commands/prove-command.ts'),
  doctor: () => import('./commands/doctor-command.ts'),
  serve: () => import('./commands/serve-command.ts'),
  up: () => import('./commands/up-command.ts'),
  init: () => import('./commands/init/init-command.ts'),
  fixtures: () => import('./commands/fixtures/fixtures-command.ts'),
  explore: () => import('./commands/explore-command.ts'),
  gate: () => import('./commands/gate-command.ts'),
  sign: () => import('./commands/sign-command.ts'),
  verify: () => import('./commands/verify-command.ts'),
};

/** Runs `parity` with the words of the context and returns the exit code. Throws nothing. */
export async function runCommand(caller: ProcessContext): Promise<ExitCode> {
  const firewall = createFirewall({ knownSecrets: findEnvironmentSecrets(caller.env) });
  const context = {
    ...caller,
    stdout: redactOutput(caller.stdout, firewall),
    stderr: redactOutput(caller.stderr, firewall),
  };
  let exitCode: ExitCode = EXIT.usage;
  const exitWith = (code: ExitCode) => {
    exitCode = code;
  };
  try {
    const program = await buildProgram({ ...context, exitWith, unguarded: caller });
    await program.parseAsync(context.argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.equivalent : EXIT.usage;
    }
    return reportError(error, context);
  }
}

async function buildProgram(context: CommandContext): Promise<Command> {
  const program = new Command('parity')
    .description(
      'Runs the same scenarios against your server in mock and in real mode, and says whether the mock tells the truth.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .showHelpAfterError('(parity --help lists the commands, parity <command> --help their options)')
    .addHelpText('after', EXIT_CODES);
  for (const { register } of await Promise.all(chooseLoaders(context.argv).map((load) => load()))) {
    register(program, context);
  }
  return program;
}

/** The named command; all of them where none or an unknown one is named, for the list and for "did you mean". */
function chooseLoaders([name = '']: readonly string[]): readonly (() => Promise<CommandModule>)[] {
  const named = Object.entries(COMMANDS).filter(([command]) => command === name);
  return (named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load);
}

const EXIT_CODES = `
Exit codes:
  0 equivalent   1 divergent   2 inconclusive: evidence is missing, skipped or interrupted   3 a waiver is wrong
  4 under a floor   5 a signature is missing or wrong   64 usage   70 internal error   78 configuration`;
