import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { claimFolder } from '../../evidence/claim-folder.ts';
import { holdsEvidence } from '../../evidence/folder.ts';
import { findProof, loadProof, loadProofBeside, saveProof } from '../../evidence/load-proof.ts';
import { mergeFolders } from '../../evidence/merge-folders.ts';
import type { Proof } from '../../evidence/proof.ts';
import { mergeProofs } from '../../prove/merge-proofs.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { judgeEvidence, loadNamedBaseline } from '../shared/judge-evidence.ts';
import { presentVerdict } from '../shared/present-verdict.ts';

/** `parity merge`: shards or jobs of a matrix as one run. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('merge')
    .description('join the evidence of shards, or of jobs that ran other targets, into one, and judge the whole')
    .argument('<dir...>', 'evidence folders of parts of one run, and folders with the proofs of parts of the mutants')
    .option('--out <dir>', 'where the joined evidence goes', '.parity/merged')
    .option('--baseline <file>', 'the report.json of an earlier run: says what is new since')
    .option('--json', 'print one JSON object on standard output')
    .action(
      async (
        dirs: readonly string[],
        options: { readonly out: string; readonly baseline?: string; readonly json?: boolean },
      ) => {
        const folder = resolve(context.cwd, options.out);
        const baseline = await loadNamedBaseline(options.baseline, context);
        const { parts, proofs } = await sortFolders(dirs.map((dir) => resolve(context.cwd, dir)));
        const whole = proofs.length === 0 ? undefined : mergeProofs(proofs);
        await using _claim = await claimFolder(folder, context.newRunId());
        const evidence = await mergeFolders(parts, folder);
        if (whole !== undefined) {
          await saveProof(folder, whole);
        }
        const proof = whole ?? (await loadProofBeside(folder));
        const input = { ...judgeEvidence(evidence, baseline), ...(proof === undefined ? {} : { proof }) };
        context.exitWith(await presentVerdict(input, { folder, isJson: options.json === true, context }));
      },
    );
}

interface SortedFolders {
  readonly parts: readonly string[];
  readonly proofs: readonly Proof[];
}

/**
 * A folder that `parity prove` has written holds a proof and is no evidence of its own.
 *
 * @throws ProofInvalid
 */
async function sortFolders(folders: readonly string[]): Promise<SortedFolders> {
  const isProof = (folder: string) => findProof(folder) === 'proof.json' && !holdsEvidence(folder);
  return {
    parts: folders.filter((folder) => !isProof(folder)),
    proofs: await Promise.all(folders.filter(isProof).map((folder) => loadProof(join(folder, 'proof.json')))),
  };
}
