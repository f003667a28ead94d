import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createPainter } from '../../base/painter.ts';
import { renderTerminalSummary } from '../../report/formats/terminal.ts';
import { diffEvidence } from '../../run/diff-evidence.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { reportVerdict } from '../shared/exit-code.ts';

/** `parity diff`: compares what two runs saw, offline. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('diff')
    .description('compare two transcripts, or two evidence folders, offline')
    .argument('<a>', 'a transcript or an evidence folder')
    .argument('<b>', 'another one')
    .option('--json', 'print one JSON object on standard output')
    .action(async (a: string, b: string, options: { readonly json?: boolean }) => {
      const { verdict, evidence } = await diffEvidence(resolve(context.cwd, a), resolve(context.cwd, b));
      const input = { verdict: reportVerdict(verdict), evidence };
      context.stderr.write(`${renderTerminalSummary(input, createPainter(context.stderr, context.env))}\n`);
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(input.verdict, null, 2)}\n`);
      }
      context.exitWith(input.verdict.exitCode);
    });
}
