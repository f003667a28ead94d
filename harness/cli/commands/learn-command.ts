import { Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import { EXIT } from '../../base/exit-codes.ts';
import { learnRules } from '../../run/learn-rules.ts';
import { type RunOptions, runRequest, withRunOptions } from '../options.ts';
import type { CommandAction } from '../program.ts';

interface LearnCommandOptions extends RunOptions {
  readonly times: number;
  readonly without: readonly string[];
}

/** `parity learn`: proposes rules for what a target does differently each time. */
export function learnCommand(choose: (action: CommandAction) => void): Command {
  const command = withRunOptions(new Command('learn'))
    .description('run each target several times, and propose rules for what varies; nothing is changed')
    .option('--times <n>', 'how often', count, 3)
    .option('--without <pointer>', 'leave out the rules of this place; may be repeated', collect, []);
  command.options.find(({ long }) => long === '--out')?.default('.parity/learn');
  return command.action((options: LearnCommandOptions) => {
    choose(async (context) => {
      const request = { ...runRequest(options, context), llm: 'replay' as const };
      const { rules, refused } = await learnRules(request, options);
      const proposals = { schema: 'ultra-parity/rules/v1', exitCode: EXIT.equivalent, rules, refused };
      context.stdout.write(
        options.json === true ? `${JSON.stringify(proposals, null, 2)}\n` : stringify({ rules, refused }),
      );
      return EXIT.equivalent;
    });
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
