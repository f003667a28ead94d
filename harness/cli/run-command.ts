import { Command, Option } from 'commander';
import { judge } from '../compare/judge.ts';
import type { RecordMode } from '../replay/llm-network.ts';
import { runParity } from '../run/run-parity.ts';
import { type RunOptions, runRequest, withRunOptions } from './options.ts';
import { present } from './present.ts';
import type { CommandAction } from './program.ts';

/** `parity run`: runs, compares, reports. */
export function runParityCommand(choose: (action: CommandAction) => void): Command {
  const command = withRunOptions(new Command('run'))
    .description('run the scenarios on the targets, compare what was seen, and give a verdict')
    .addOption(
      new Option('--llm <mode>', 'where LLM answers come from')
        .choices(['replay', 'record-missing', 'record-all', 'live'])
        .default('replay'),
    );
  return command.action((options: RunOptions & { readonly llm: RecordMode }) => {
    choose(async (context) => {
      const request = { ...runRequest(options, context), llm: options.llm };
      const evidence = await runParity(request);
      return await present(
        { verdict: judge(evidence), evidence },
        { folder: request.out, isJson: options.json === true, context },
      );
    });
  });
}
