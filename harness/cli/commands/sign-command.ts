import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import { readPrivateKey } from '../../release/read-key.ts';
import { signEvidence } from '../../release/sign-evidence.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { formatStrength, formatSubjects } from '../shared/subject-lines.ts';

interface SignOptions {
  readonly evidence: string;
  readonly key: string;
  readonly json?: boolean;
}

/** `parity sign`: states what the evidence shows, and signs it. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('sign')
    .description('judge an evidence folder again, state what it shows (in-toto) and sign that (DSSE, Ed25519)')
    .option('--evidence <dir>', 'evidence folder', '.parity')
    .requiredOption('--key <pem>', 'Ed25519 private key; openssl genpkey -algorithm ed25519 makes one')
    .option('--json', 'print one JSON object on standard output')
    .action(async (options: SignOptions) => {
      const { cwd, now, stderr, stdout } = context;
      const key = await readPrivateKey(resolve(cwd, options.key));
      const { path, keyid, verdict, subjects, proof } = await signEvidence({
        folder: resolve(cwd, options.evidence),
        key,
        now: now(),
      });
      stderr.write(
        `Signed by ${keyid.slice(0, 12)}: ${verdict.verdict}, ${verdict.counts.scenarios} scenarios, ${verdict.counts.divergences} divergences.\n${formatSubjects(subjects)}${formatStrength(proof)}Attestations: ${relative(cwd, path)}\n`,
      );
      if (options.json === true) {
        const signed = { schema: 'ultra-parity/signing/v1', exitCode: EXIT.equivalent, keyid, path, subjects };
        stdout.write(`${JSON.stringify({ ...signed, verdict: verdict.verdict }, null, 2)}\n`);
      }
      context.exitWith(EXIT.equivalent);
    });
}
