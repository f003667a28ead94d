import { resolve } from 'node:path';
import { Command } from 'commander';
import { judge } from '../compare/judge.ts';
import { loadEvidence } from '../run/evidence-folder.ts';
import { present } from './present.ts';
import type { CommandAction } from './program.ts';

/** `parity report`: the verdict and its reports again, from the evidence alone. */
export function reportCommand(choose: (action: CommandAction) => void): Command {
  return new Command('report')
    .description(
      'judge an evidence folder again and write report.html, report.json, report.md, junit.xml and ctrf.json',
    )
    .argument('<dir>', 'evidence folder')
    .option('--json', 'print one JSON object on standard output')
    .action((dir: string, options: { readonly json?: boolean }) => {
      choose(async (context) => {
        const folder = resolve(context.cwd, dir);
        const evidence = await loadEvidence(folder);
        return await present(
          { verdict: judge(evidence), evidence },
          { folder, isJson: options.json === true, context },
        );
      });
    });
}
