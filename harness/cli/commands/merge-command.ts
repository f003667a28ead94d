import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { holdsEvidence } from '../../evidence/folder.ts';
import { loadProof, proofBeside, proofPlace, saveProof } from '../../evidence/load-proof.ts';
import { mergeFolders } from '../../evidence/merge-folders.ts';
import type { Proof } from '../../evidence/proof.ts';
import { mergeProofs } from '../../prove/merge-proofs.ts';
import { judged, namedBaseline } from '../judged.ts';
import { present } from '../present.ts';
import type { CommandAction } from '../program.ts';

/** `parity merge`: shards or jobs of a matrix as one run. */
export function mergeCommand(choose: (action: CommandAction) => void): Command {
  return new Command('merge')
    .description('join the evidence of shards, or of jobs that ran other targets, into one, and judge the whole')
    .argument('<dir...>', 'evidence folders of parts of one run, and folders with the proofs of parts of the mutants')
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
          const { parts, proofs } = await sorted(dirs.map((dir) => resolve(context.cwd, dir)));
          const whole = proofs.length === 0 ? undefined : mergeProofs(proofs);
          const evidence = await mergeFolders(parts, folder);
          if (whole !== undefined) {
            await saveProof(folder, whole);
          }
          const proof = whole ?? (await proofBeside(folder));
          const input = { ...judged(evidence, baseline), ...(proof === undefined ? {} : { proof }) };
          return await present(input, { folder, isJson: options.json === true, context });
        });
      },
    );
}

interface Sorted {
  readonly parts: readonly string[];
  readonly proofs: readonly Proof[];
}

/** A folder that `parity prove` has written holds a proof and is no evidence of its own. Throws ProofInvalid. */
async function sorted(folders: readonly string[]): Promise<Sorted> {
  const isProof = (folder: string) => proofPlace(folder) === 'proof.json' && !holdsEvidence(folder);
  return {
    parts: folders.filter((folder) => !isProof(folder)),
    proofs: await Promise.all(folders.filter(isProof).map((folder) => loadProof(join(folder, 'proof.json')))),
  };
}
