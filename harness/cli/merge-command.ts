import { resolve } from 'node:path';
import { Command } from 'commander';
import { proofBeside } from '../prove/load-proof.ts';
import { mergeFolders } from '../run/merge-folders.ts';
import { judged, namedBaseline } from './judged.ts';
import { present } from './present.ts';
import type { CommandAction } from './program.ts';

/** `parity merge`: shards or jobs of a matrix as one run. */
export function mergeCommand(choose: (action: CommandAction) => void): Command {
  return new Command('merge')
    .description('join the evidence of shards, or of jobs that ran other targets, into one, and judge the whole')
    .argument('<dir...>', 'evidence folders of parts of one run')
    .option('--out <dir>', 'where the joined evidence goes', '.parity/merged')
    .option('--baseline <file>', 'the report.json of an earlier run: says what is new since')
    .option('--json', 'print one JSON object on standard output')
    .action(
      (
        dirs: readonly string[],
        options: { readonly out: string; readonly baseline?: string; readonly json?: boolean },
      ) => {
        choose(async (context) => {
          const folder = resolve(context.cwd, options.out);
          const baseline = await namedBaseline(options.baseline, context);
          const evidence = await mergeFolders(
            dirs.map((dir) => resolve(context.cwd, dir)),
            folder,
          );
          const proof = await proofBeside(folder);
          const input = { ...judged(evidence, baseline), ...(proof === undefined ? {} : { proof }) };
          return await present(input, { folder, isJson: options.json === true, context });
        });
      },
    );
}
