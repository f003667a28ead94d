import { type Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import { EXIT } from '../../base/exit-codes.ts';
import { learnRules } from '../../run/learn-rules.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { addRunOptions, type RunOptions, toRunRequest } from '../shared/run-options.ts';

interface LearnCommandOptions extends RunOptions {
  readonly times: number;
  readonly without: readonly string[];
}

/** `parity learn`: proposes rules for what a target does differently each time. */
export function register(program: Command, context: CommandContext): void {
  const command = addRunOptions(program.command('learn'), context)
    .description('run each target several times, and propose rules for what varies; nothing is changed')
    .option('--times <n>', 'how often', count, 3)
    .option('--without <pointer>', 'leave out the rules of this place; may be repeated', collect, []);
  command.options.find(({ long }) => long === '--out')?.default('.parity/learn');
  command.action(async (options: LearnCommandOptions) => {
    const request = { ...toRunRequest(options, context), llm: 'replay' as const };
    const { rules, refused } = await learnRules(request, options);
    const proposals = { schema: 'ultra-parity/rules/v1', exitCode: EXIT.equivalent, rules, refused };
    context.stdout.write(
      options.json === true ? `${JSON.stringify(proposals, null, 2)}\n` : stringify({ rules, refused }),
    );
    context.exitWith(EXIT.equivalent);
  });
}

function count(value: string): number {
  const times = Number(value);
  if (!Number.isInteger(times) || times < 2) {
    throw new InvalidArgumentError('Twice or more: once shows nothing.');
  }
  return times;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
