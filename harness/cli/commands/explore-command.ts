import { type Command, InvalidArgumentError } from 'commander';
import { createPainter } from '../../base/painter.ts';
import type { Exploration } from '../../explore/explore.ts';
import type { MutantExploration } from '../../explore/explore-mutants.ts';
import { exploreSeeded, exploreTargets } from '../../explore/explore-targets.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { addRunOptions, type RunOptions, toRunRequest } from '../shared/run-options.ts';

interface ExploreOptions extends RunOptions {
  readonly runs: number;
  readonly seed?: number;
  readonly path?: string;
  readonly mutant?: string;
  readonly mutants?: string;
}

/** `parity explore`: makes up sequences of calls, and looks for the shortest on which two targets differ. */
export function register(program: Command, context: CommandContext): void {
  const command = addRunOptions(program.command('explore'), context)
    .description('make up sequences of calls from the OpenAPI document and look for the shortest that diverges')
    .option('--runs <n>', 'how many sequences', parsePositive, 100)
    .option('--seed <n>', 'makes the same sequences again (default: another one each time)', parsePositive)
    .option('--path <path>', 'with --seed, only the sequence that was found there')
    .option('--mutant <id>', 'seed this bug first, to see whether exploring finds it')
    .option('--mutants <glob>', 'seed each of these bugs in turn, and count the sequences until it is found');
  command.options.find(({ long }) => long === '--out')?.default('.parity/explore');
  command.action(async (options: ExploreOptions) => {
    const { runs, path, mutant, mutants, seed = Number.parseInt(context.newRunId().slice(0, 7), 16) } = options;
    const chosen = { ...(path === undefined ? {} : { path }), ...(mutant === undefined ? {} : { mutant }) };
    const request = { ...toRunRequest(options, context), llm: 'replay' as const };
    const exploring = { runs, seed, newToken: context.newRunId, now: context.now };
    if (mutants !== undefined) {
      const explored = await exploreSeeded(request, { ...exploring, mutants });
      context.stderr.write(`\n${describeMutants(explored)}\n`);
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(explored, null, 2)}\n`);
      }
      context.exitWith(explored.exitCode);
      return;
    }
    const found = await exploreTargets(request, { ...exploring, ...chosen });
    context.stderr.write(`\n${describeExploration(found, context)}\n`);
    if (options.json === true) {
      context.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    }
    context.exitWith(found.exitCode);
  });
}

function parsePositive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('A whole number from 1.');
  }
  return number;
}

function describeExploration(
  { runs, seed, counterexamples, faults }: Exploration,
  { stderr, env }: CommandContext,
): string {
  const paint = createPainter(stderr, env);
  const found = counterexamples.flatMap(({ steps, divergence, replay }) => [
    '',
    `${paint('red', '✗')} ${divergence.step} · ${divergence.channel}${divergence.pointer} · ${divergence.kind}`,
    ...steps.map((step) => `    ${JSON.stringify(step)}`),
    `    ${divergence.targets[0].padEnd(8)} ${JSON.stringify(divergence.left)}`,
    `    ${divergence.targets[1].padEnd(8)} ${JSON.stringify(divergence.right)}`,
    `    again: ${replay}`,
  ]);
  const unclear = faults.map(({ code, message, hint }) => `${paint('yellow', '?')} ${code}: ${message}\n  ${hint}`);
  const head = `${runs} sequences, seed ${seed}: ${counterexamples.length} ways in which the targets differ`;
  return [paint(counterexamples.length === 0 ? 'green' : 'red', head), ...found, ...unclear].join('\n');
}

function describeMutants({ mutants, found, of, runs, seed, sequencesPerSecond }: MutantExploration): string {
  const rows = mutants.map(({ id, outcome, sequences, seconds, counterexample, title, why }) =>
    [
      id.padEnd(5),
      outcome.padEnd(9),
      String(sequences).padStart(9),
      String(counterexample?.steps.length ?? '').padStart(8),
      String(seconds).padStart(7),
      ` ${why ?? title}`,
    ].join(' '),
  );
  return [
    'id    outcome   sequences shortest seconds  what it is',
    ...rows,
    `found ${found} of ${of} that only one target carries, within ${runs} sequences each, seed ${seed}, ${sequencesPerSecond} sequences a second`,
  ].join('\n');
}
