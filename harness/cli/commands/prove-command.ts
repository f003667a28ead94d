import type { Command } from 'commander';
import { createPainter } from '../../base/painter.ts';
import type { Shard } from '../../evidence/manifest.ts';
import { formatProof } from '../../prove/proof-text.ts';
import { prove } from '../../prove/prove.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { parseShard } from '../shared/parse-shard.ts';
import { addRunOptions, type RunOptions, toRunRequest } from '../shared/run-options.ts';

interface Options extends RunOptions {
  readonly mutants?: string;
  readonly shard?: Shard;
}

/** `parity prove`: seeds bugs and scores how many of them the suite notices. */
export function register(program: Command, context: CommandContext): void {
  const command = addRunOptions(program.command('prove'), context)
    .description('seed known bugs into the code under test, one at a time, and score how many the suite notices')
    .option('--mutants <glob>', 'only the mutants whose id matches, such as "H08" or "G-*"; no controls are run')
    .option('--shard <i/n>', 'only every n-th mutant, beginning with the i-th', parseShard);
  command.options.find(({ long }) => long === '--out')?.default('.parity/prove');
  command.action(async (options: Options) => {
    const request = { ...toRunRequest(options, context), llm: 'replay' as const };
    const proof = await prove(request, { only: options.mutants, shard: options.shard });
    context.stderr.write(`\n${formatProof(proof, createPainter(context.stderr, context.env))}\n`);
    if (options.json === true) {
      context.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
    }
    context.exitWith(proof.exitCode);
  });
}
