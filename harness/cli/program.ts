import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from '../errors/exit-codes.ts';
import type { CommandContext } from './command-context.ts';
import { diffCommand } from './diff-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { explain } from './explain.ts';
import { exploreCommand } from './explore-command.ts';
import { fixturesCommand } from './fixtures-command.ts';
import { gateCommand } from './gate-command.ts';
import { initCommand } from './init-command.ts';
import { learnCommand } from './learn-command.ts';
import { mergeCommand } from './merge-command.ts';
import { proveCommand } from './prove-command.ts';
import { recordCommand } from './record-command.ts';
import { reportCommand } from './report-command.ts';
import { runParityCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { signCommand } from './sign-command.ts';
import { upCommand } from './up-command.ts';
import { verifyCommand } from './verify-command.ts';

/** A command of `parity`: declared on the program, and answering with an exit code. */
export type CommandAction = (context: CommandContext) => Promise<ExitCode>;

/** Runs `parity` with the words of the context and returns what the shell is told. Throws nothing. */
export async function runCommand(context: CommandContext): Promise<ExitCode> {
  let chosen: CommandAction | undefined;
  const program = buildProgram(context, (action) => {
    chosen = action;
  });
  try {
    await program.parseAsync(context.argv, { from: 'user' });
    return (await chosen?.(context)) ?? EXIT.usage;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.equivalent : EXIT.usage;
    return explain(error, context);
  }
}

function buildProgram(context: CommandContext, choose: (action: CommandAction) => void): Command {
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
  for (const declare of [
    runParityCommand,
    diffCommand,
    mergeCommand,
    learnCommand,
    reportCommand,
    recordCommand,
    proveCommand,
    doctorCommand,
    serveCommand,
    upCommand,
    initCommand,
    fixturesCommand,
    exploreCommand,
    gateCommand,
    signCommand,
    verifyCommand,
  ]) {
    const command = declare(choose).copyInheritedSettings(program);
    for (const inner of command.commands) inner.copyInheritedSettings(command);
    program.addCommand(command);
  }
  return program;
}

const EXIT_CODES = `
Exit codes:
  0 equivalent   1 divergent   2 inconclusive: evidence is missing, skipped or interrupted   3 a waiver is wrong
  4 under a floor   5 a signature is missing or wrong   64 usage   70 internal error   78 configuration`;
