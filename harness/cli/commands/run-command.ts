import { type Command, Option } from 'commander';
import type { SealedEvidence } from '../../evidence/evidence.ts';
import type { Shard } from '../../evidence/manifest.ts';
import { runParity } from '../../run/run-parity.ts';
import type { PreparedTargets } from '../../run/run-request.ts';
import type { RecordMode } from '../../traffic/api/record-mode.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { judgeEvidence, loadNamedBaseline } from '../shared/judge-evidence.ts';
import { parseShard } from '../shared/parse-shard.ts';
import { presentVerdict } from '../shared/present-verdict.ts';
import { addRunOptions, type RunOptions, toRunRequest } from '../shared/run-options.ts';
import { waitForCtrlC } from '../shared/wait-for-ctrl-c.ts';

interface RunCommandOptions extends RunOptions {
  readonly llm: RecordMode;
  readonly shard?: Shard;
  readonly control?: boolean;
  readonly baseline?: string;
}

/** `parity run`: runs, compares, reports. */
export function register(program: Command, context: CommandContext): void {
  addRunOptions(program.command('run'), context)
    .description('run the scenarios on the targets, compare what was seen, and give a verdict')
    .option('--shard <i/n>', 'one of n parts of the suite, to be merged: 1/4', parseShard)
    .option('--control', 'run every scenario twice and report flaky ones')
    .option('--keep', 'keep the databases of scenarios, and wait for Ctrl-C when one is not equivalent')
    .option('--baseline <file>', 'report only what is new since this report.json')
    .addOption(
      new Option('--llm <mode>', 'where LLM answers come from')
        .choices(['replay', 'record-missing', 'record-all', 'live'])
        .default('replay'),
    )
    .action((options: RunCommandOptions) => run(options, context));
}

async function run(options: RunCommandOptions, context: CommandContext): Promise<void> {
  const request = {
    ...toRunRequest(options, context),
    llm: options.llm,
    control: options.control === true,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
  };
  const baseline = await loadNamedBaseline(options.baseline, context);
  const conclude = async (evidence: SealedEvidence) => {
    const input = judgeEvidence(evidence, baseline);
    context.exitWith(await presentVerdict(input, { folder: request.out, isJson: options.json === true, context }));
    return input.verdict;
  };
  // While the run holds the folder, no other run can write between the evidence and its reports.
  const beforeStop = async (evidence: SealedEvidence, prepared: PreparedTargets) => {
    const verdict = await conclude(evidence);
    if (options.keep === true) {
      await waitForCtrlC({ verdict, prepared, stderr: context.unguarded.stderr, signal: context.signal });
    }
  };
  await runParity({ ...request, beforeStop });
}
