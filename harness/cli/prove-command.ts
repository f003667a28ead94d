import { Command } from 'commander';
import { type Proof, prove } from '../prove/prove.ts';
import { painter } from '../run/progress.ts';
import type { CommandContext } from './command-context.ts';
import { type RunOptions, runRequest, withRunOptions } from './options.ts';
import type { CommandAction } from './program.ts';

/** `parity prove`: seeds bugs and scores how many of them the suite notices. */
export function proveCommand(choose: (action: CommandAction) => void): Command {
  const command = withRunOptions(new Command('prove'))
    .description('seed known bugs into the code under test, one at a time, and score how many the suite notices')
    .option('--mutants <glob>', 'only the mutants whose id matches');
  command.options.find(({ long }) => long === '--out')?.default('.parity/prove');
  return command.action((options: RunOptions & { readonly mutants?: string }) => {
    choose(async (context) => {
      const proof = await prove({ ...runRequest(options, context), llm: 'replay' }, options.mutants);
      context.stderr.write(`\n${describeProof(proof, context)}\n`);
      if (options.json === true) context.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
      return proof.exitCode;
    });
  });
}

function describeProof({ tiers, mutants, falsePositives, smokeSet }: Proof, { stderr, env }: CommandContext): string {
  const paint = painter(stderr, env);
  const scores = Object.entries(tiers)
    .filter(([, { total }]) => total > 0)
    .map(
      ([tier, { killed, total, lower95 }]) =>
        `${tier}: ${killed} of ${total} killed (at least ${Math.round(lower95 * 100)} % with 95 % confidence)`,
    );
  const details = mutants.flatMap(({ id, title, outcome, killedBy }) => [
    `${paint(outcome === 'killed' ? 'green' : 'red', outcome.padEnd(16))} ${id} ${title}`,
    ...killedBy.map((scenario) => `                 by ${scenario}`),
  ]);
  return [
    ...details,
    '',
    ...scores,
    `False positives on the code as it is: ${falsePositives}`,
    `Smallest set found that kills them all: ${smokeSet.join(', ') || 'none'}`,
  ].join('\n');
}
