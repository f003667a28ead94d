import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { HarnessError } from '../../base/harness-error.ts';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import { collectTargetOptions } from './collect-target-options.ts';
import type { CommandContext } from './command-context.ts';

/** A target declares an option that the command has already. */
class OptionTaken extends HarnessError {
  readonly code = 'PARITY_CONFIG_INVALID';
}

export interface TargetOptions {
  readonly config: string;
  /** The options that the configuration declares, as far as the command line names them: `{ postgres: 'embedded' }`. */
  readonly targetOptions?: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_CONFIG = 'parity.config.ts';

/**
 * Adds `--config`, and the options that the configuration and its targets declare, such as `--postgres`. The
 * configuration is loaded only when the command is the one that runs.
 */
export function addTargetOptions(command: Command, context: CommandContext): Command {
  command.parent?.hook('preSubcommand', async (_program, chosen) => {
    if (chosen === command) {
      await addDeclaredOptions(command, context);
    }
  });
  return command.option('--config <file>', 'parity configuration', DEFAULT_CONFIG);
}

async function addDeclaredOptions(command: Command, { cwd, argv }: CommandContext): Promise<void> {
  const path = resolve(cwd, findConfigArgument(argv));
  const config = await loadConfig(path).catch((error: unknown) => {
    // The command reports it, unless a word on the command line is unknown, which is reported first.
    const problem = error instanceof Error ? error.message : String(error);
    command.showHelpAfterError(
      `(parity ${command.name()} --help lists the options. Those of targets, such as --postgres, are unknown: ${problem})`,
    );
    return undefined;
  });
  if (config === undefined) {
    return;
  }
  const declared = collectTargetOptions(config);
  const names = Object.keys(declared);
  command.showHelpAfterError(`(parity ${command.name()} --help lists the options. ${describeDeclared(path, names)})`);
  for (const [name, { description, values }] of Object.entries(declared)) {
    if (command.options.some(({ long }) => long === `--${name}`)) {
      throw new OptionTaken(`${path} declares the option --${name}, which parity ${command.name()} has already.`, {
        hint: 'Give the option of the target another name.',
      });
    }
    const option = new Option(`--${name} <value>`, description);
    command.addOption(values === undefined ? option : option.choices([...values]));
  }
  command.hook('preAction', () => {
    const given: Readonly<Record<string, string | undefined>> = command.opts();
    const own = names.map((name) => [name, given[new Option(`--${name}`).attributeName()]] as const);
    command.setOptionValue('targetOptions', Object.fromEntries(own));
  });
}

function describeDeclared(path: string, names: readonly string[]): string {
  const list = names.length === 0 ? 'no options' : names.map((name) => `--${name}`).join(', ');
  return `The targets of ${path} declare ${list}.`;
}

/** `--config FILE` or `--config=FILE`, read before the command line is parsed. */
function findConfigArgument(argv: readonly string[]): string {
  const index = argv.findIndex((word) => word === '--config' || word.startsWith('--config='));
  const [, value = argv[index + 1]] = argv[index]?.split('=', 2) ?? [];
  return index === -1 ? DEFAULT_CONFIG : (value ?? DEFAULT_CONFIG);
}
