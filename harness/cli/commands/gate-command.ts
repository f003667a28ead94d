import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { createPainter } from '../../base/painter.ts';
import { decideRelease, type ReleaseDecision } from '../../release/decide-release.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { formatReasons } from '../shared/reason-lines.ts';
import { formatSubjects } from '../shared/subject-lines.ts';

interface GateOptions {
  readonly evidence: string;
  readonly policy: string;
  readonly json?: boolean;
}

/** `parity gate`: may this be released, under the terms of a policy file? */
export function register(program: Command, context: CommandContext): void {
  program
    .command('gate')
    .description('decide whether what the evidence is about may be released under a policy')
    .option('--evidence <dir>', 'evidence folder', '.parity')
    .option('--policy <file>', 'policy file', 'parity.policy.yaml')
    .option('--json', 'print one JSON object on standard output')
    .action(async (options: GateOptions) => {
      const policy = resolve(context.cwd, options.policy);
      const folder = resolve(context.cwd, options.evidence);
      const decision = await decideRelease({ folder, policy, keys: dirname(policy), now: context.now() });
      context.stderr.write(describeDecision(decision, context));
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify(decision, null, 2)}\n`);
      }
      context.exitWith(decision.exitCode);
    });
}

function describeDecision({ release, reasons, subjects }: ReleaseDecision, { stderr, env }: CommandContext): string {
  const paint = createPainter(stderr, env);
  const heads = {
    true: paint('green', 'RELEASE'),
    false: paint('red', 'DO NOT RELEASE'),
    null: paint('yellow', 'CANNOT SAY: evidence is missing, so do not release yet'),
  };
  return `${heads[`${release}`]}\n${formatReasons(reasons)}about\n${formatSubjects(subjects)}`;
}
