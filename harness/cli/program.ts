import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from '../base/exit-codes.ts';
import type { CommandContext } from './command-context.ts';
import { explain } from './explain.ts';

/** A command of `parity`: declared on the program, and answering with an exit code. */
export type CommandAction = (context: CommandContext) => Promise<ExitCode>;

type DeclareCommand = (choose: (action: CommandAction) => void) => Command;

/** By name, in the order of the help. A command brings much with it, so only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<DeclareCommand>>> = {
  run: async () => (await import('./commands/run-command.ts')).runParityCommand,
  diff: async () => (await import('./commands/diff-command.ts')).diffCommand,
  merge: async () => (await import('./commands/merge-command.ts')).mergeCommand,
  learn: async () => (await import('./commands/learn-command.ts')).learnCommand,
  report: async () => (await import('./commands/report-command.ts')).reportCommand,
  record: async () => (await import('./commands/record-command.ts')).recordCommand,
  prove: async () => (await import('./commands/prove-command.ts')).proveCommand,
  doctor: async () => (await import('./commands/doctor-command.ts')).doctorCommand,
  serve: async () => (await import('./commands/serve-command.ts')).serveCommand,
  up: async () => (await import('./commands/up-command.ts')).upCommand,
  init: async () => (await import('./commands/init-command.ts')).initCommand,
  fixtures: async () => (await import('./commands/fixtures-command.ts')).fixturesCommand,
  explore: async () => (await import('./commands/explore-command.ts')).exploreCommand,
  gate: async () => (await import('./commands/gate-command.ts')).gateCommand,
  sign: async () => (await import('./commands/sign-command.ts')).signCommand,
  verify: async () => (await import('./commands/verify-command.ts')).verifyCommand,
};

/** Runs `parity` with the words of the context and returns what the shell is told. Throws nothing. */
export async function runCommand(context: CommandContext): Promise<ExitCode> {
  let chosen: CommandAction | undefined;
  try {
    const program = await buildProgram(context, (action) => {
      chosen = action;
    });
    await program.parseAsync(context.argv, { from: 'user' });
    return (await chosen?.(context)) ?? EXIT.usage;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.equivalent : EXIT.usage;
    }
    return explain(error, context);
  }
}

async function buildProgram(context: CommandContext, choose: (action: CommandAction) => void): Promise<Command> {
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
  for (const declare of await Promise.all(loadersFor(context.argv).map((load) => load()))) {
    const command = declare(choose).copyInheritedSettings(program);
    for (const inner of command.commands) {
      inner.copyInheritedSettings(command);
    }
    program.addCommand(command);
  }
  return program;
}

/** All of them where none is named, or one that there is not: for the list of commands, and for what was meant. */
function loadersFor([name = '']: readonly string[]): readonly (() => Promise<DeclareCommand>)[] {
  const named = Object.entries(COMMANDS).filter(([command]) => command === name);
  return (named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load);
}

const EXIT_CODES = `
Exit codes:
  0 equivalent   1 divergent   2 inconclusive: evidence is missing, skipped or interrupted   3 a waiver is wrong
  4 under a floor   5 a signature is missing or wrong   64 usage   70 internal error   78 configuration`;
