import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadEvidence } from '../../evidence/folder.ts';
import { loadProof, loadProofBeside } from '../../evidence/load-proof.ts';
import { loadHistory } from '../../report/content/load-history.ts';
import type { ReportInput } from '../../report/content/report-input.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { judgeEvidence, loadNamedBaseline } from '../shared/judge-evidence.ts';
import { presentVerdict } from '../shared/present-verdict.ts';

interface ReportOptions {
  readonly baseline?: string;
  readonly history?: string;
  readonly proof?: string;
  readonly json?: boolean;
}

/** `parity report`: the verdict and its reports again, from the evidence alone. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description(
      'judge an evidence folder again and write report.html, report.json, report.md, report.sarif, junit.xml and ctrf.json',
    )
    .argument('<dir>', 'evidence folder')
    .option('--baseline <file>', 'the report.json of an earlier run: says what is new since')
    .option('--proof <file>', 'the proof.json of parity prove (default: the one in the folder or in its prove/)')
    .option('--history <dir>', 'a folder with the report.json of earlier releases: shows the trend')
    .option('--json', 'print one JSON object on standard output')
    .action(async (dir: string, options: ReportOptions) => {
      const folder = resolve(context.cwd, dir);
      const baseline = await loadNamedBaseline(options.baseline, context);
      const beside = await besideEvidence(folder, context.cwd, options);
      const input = { ...judgeEvidence(await loadEvidence(folder), baseline), ...beside };
      context.exitWith(await presentVerdict(input, { folder, isJson: options.json === true, context }));
    });
}

/** What was named, or lies where `parity prove` leaves it. */
async function besideEvidence(
  folder: string,
  cwd: string,
  { proof, history }: ReportOptions,
): Promise<Pick<ReportInput, 'proof' | 'history'>> {
  const known = proof === undefined ? await loadProofBeside(folder) : await loadProof(resolve(cwd, proof));
  return {
    ...(known === undefined ? {} : { proof: known }),
    ...(history === undefined ? {} : { history: await loadHistory(resolve(cwd, history)) }),
  };
}
