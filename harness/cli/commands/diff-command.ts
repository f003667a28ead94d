import { resolve } from 'node:path';
import { Command } from 'commander';
import { renderTerminalSummary } from '../../report/formats/terminal.ts';
import { diffEvidence } from '../../run/diff-evidence.ts';
import { painter } from '../../run/progress.ts';
import { reportVerdict } from '../exit-code.ts';
import type { CommandAction } from '../program.ts';

/** `parity diff`: compares what two runs saw, offline. */
export function diffCommand(choose: (action: CommandAction) => void): Command {
  return new Command('diff')
    .description('compare two transcripts, or two evidence folders, offline')
    .argument('<a>', 'a transcript or an evidence folder')
    .argument('<b>', 'another one')
    .option('--json', 'print one JSON object on standard output')
    .action((a: string, b: string, options: { readonly json?: boolean }) => {
      choose(async (context) => {
        const { verdict, evidence } = await diffEvidence(resolve(context.cwd, a), resolve(context.cwd, b));
        const input = { verdict: reportVerdict(verdict), evidence };
        context.stderr.write(`${renderTerminalSummary(input, painter(context.stderr, context.env))}\n`);
        if (options.json === true) {
          context.stdout.write(`${JSON.stringify(input.verdict, null, 2)}\n`);
        }
        return input.verdict.exitCode;
      });
    });
}
