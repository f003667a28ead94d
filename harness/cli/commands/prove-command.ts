import { Command } from 'commander';
import type { Shard } from '../../evidence/manifest.ts';
import { proofText } from '../../prove/proof-text.ts';
import { prove } from '../../prove/prove.ts';
import { painter } from '../../run/progress.ts';
import { type RunOptions, runRequest, withRunOptions } from '../options.ts';
import type { CommandAction } from '../program.ts';
import { shardOption } from '../shard-option.ts';

interface Options extends RunOptions {
  readonly mutants?: string;
  readonly shard?: Shard;
}

/** `parity prove`: seeds bugs and scores how many of them the suite notices. */
export function proveCommand(choose: (action: CommandAction) => void): Command {
  const command = withRunOptions(new Command('prove'))
    .description('seed known bugs into the code under test, one at a time, and score how many the suite notices')
    .option('--mutants <glob>', 'only the mutants whose id matches, such as "H08" or "G-*"; no controls are run')
    .option('--shard <i/n>', 'only every n-th mutant, beginning with the i-th', shardOption);
  command.options.find(({ long }) => long === '--out')?.default('.parity/prove');
  return command.action((options: Options) => {
    choose(async (context) => {
      const request = { ...runRequest(options, context), llm: 'replay' as const };
      const proof = await prove(request, { only: options.mutants, shard: options.shard });
      context.stderr.write(`\n${proofText(proof, painter(context.stderr, context.env))}\n`);
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
      }
      return proof.exitCode;
    });
  });
}
