import { Command, Option } from 'commander';
import type { ExitCode } from '../../base/exit-codes.ts';
import type { SealedEvidence } from '../../evidence/evidence.ts';
import type { Shard } from '../../evidence/manifest.ts';
import { type PreparedTargets, runParity } from '../../run/run-parity.ts';
import type { RecordMode } from '../../traffic/engine/llm-network.ts';
import { holdForPerson } from '../hold-for-person.ts';
import { judged, namedBaseline } from '../judged.ts';
import { type RunOptions, runRequest, withRunOptions } from '../options.ts';
import { present } from '../present.ts';
import type { CommandAction } from '../program.ts';
import { shardOption } from '../shard-option.ts';

interface RunCommandOptions extends RunOptions {
  readonly llm: RecordMode;
  readonly shard?: Shard;
  readonly control?: boolean;
  readonly baseline?: string;
}

/** `parity run`: runs, compares, reports. */
export function runParityCommand(choose: (action: CommandAction) => void): Command {
  const command = withRunOptions(new Command('run'))
    .description('run the scenarios on the targets, compare what was seen, and give a verdict')
    .option('--shard <i/n>', 'one of n parts of the suite, to be merged: 1/4', shardOption)
    .option('--control', 'run everything twice, to see that no target disagrees with itself')
    .option('--keep', 'keep what the scenarios left behind, and wait for Ctrl-C when one is not equivalent')
    .option('--baseline <file>', 'the report.json of an earlier run: says what is new since')
    .addOption(
      new Option('--llm <mode>', 'where LLM answers come from')
        .choices(['replay', 'record-missing', 'record-all', 'live'])
        .default('replay'),
    );
  return command.action((options: RunCommandOptions) => {
    choose(async (context) => {
      const request = {
        ...runRequest(options, context),
        llm: options.llm,
        control: options.control === true,
        ...(options.shard === undefined ? {} : { shard: options.shard }),
      };
      const baseline = await namedBaseline(options.baseline, context);
      const conclude = async (evidence: SealedEvidence) => {
        const input = judged(evidence, baseline);
        const exitCode = await present(input, { folder: request.out, isJson: options.json === true, context });
        return { verdict: input.verdict, exitCode };
      };
      if (options.keep !== true) {
        return (await conclude(await runParity(request))).exitCode;
      }
      let concluded: { readonly exitCode: ExitCode } | undefined;
      const beforeStop = async (evidence: SealedEvidence, prepared: PreparedTargets) => {
        const { verdict, exitCode } = await conclude(evidence);
        concluded = { exitCode };
        await holdForPerson({ verdict, prepared, context });
      };
      const evidence = await runParity({ ...request, beforeStop });
      return (concluded ?? (await conclude(evidence))).exitCode;
    });
  });
}
