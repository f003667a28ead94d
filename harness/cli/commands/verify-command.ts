import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createPainter } from '../../base/painter.ts';
import { readPublicKey } from '../../release/read-key.ts';
import { type Verification, verifyEvidence } from '../../release/verify-evidence.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { getVerificationExitCode } from '../shared/exit-code.ts';
import { formatReasons } from '../shared/reason-lines.ts';
import { formatSubjects } from '../shared/subject-lines.ts';

interface VerifyOptions {
  readonly evidence: string;
  readonly key: readonly string[];
  readonly subject: readonly string[];
  readonly allowPartial?: boolean;
  readonly json?: boolean;
}

/** `parity verify`: checks the signatures and the files, and computes the verdict again. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('check who signed an evidence folder and that nothing in it changed, and compute the verdict again')
    .option('--evidence <dir>', 'evidence folder', '.parity')
    .requiredOption('--key <pem>', 'public key that is trusted; may be given more than once', collect)
    .option('--subject <digest>', 'commit, image or lock file that it must be about; may be repeated', collect, [])
    .option('--allow-partial', 'accept evidence of a part of the suite')
    .option('--json', 'print one JSON object on standard output')
    .action(async (options: VerifyOptions) => {
      const verification = await verifyEvidence({
        folder: resolve(context.cwd, options.evidence),
        trusted: await Promise.all(options.key.map((path) => readPublicKey(resolve(context.cwd, path)))),
        subject: options.subject,
        now: context.now(),
        allowPartial: options.allowPartial === true,
      });
      context.stderr.write(describeVerification(verification, context));
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(printVerification(verification), null, 2)}\n`);
      }
      context.exitWith(getVerificationExitCode(verification));
    });
}

function printVerification({ schema, judged, ...rest }: Verification) {
  const exitCode = getVerificationExitCode({ schema, judged, ...rest });
  return { schema, exitCode, ...rest, verdict: judged?.verdict ?? null };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function describeVerification(verification: Verification, { stderr, env }: CommandContext): string {
  const paint = createPainter(stderr, env);
  const { verified, signers, judged, subjects, reasons } = verification;
  if (!verified) {
    return `${paint('red', 'NOT VERIFIED')}\n${formatReasons(reasons)}`;
  }
  const by = signers.map((keyid) => keyid.slice(0, 12)).join(' and ');
  const head =
    judged?.verdict === 'equivalent'
      ? paint('green', 'VERIFIED: equivalent')
      : `${paint('yellow', `VERIFIED, and the verdict is ${judged?.verdict}:`)} the evidence is genuine, and not good enough`;
  return `${head}\nsigned by ${by}, about\n${formatSubjects(subjects)}`;
}
