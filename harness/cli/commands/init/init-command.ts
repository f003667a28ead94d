import type { Command } from 'commander';
import { EXIT } from '../../../base/exit-codes.ts';
import type { CommandContext } from '../../shared/command-context.ts';
import { initProject } from './init-project.ts';

/** `parity init`: sets the harness up in the project of the current folder. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('set the harness up in this project: a configuration, a scenario, a script; nothing is overwritten')
    .option('--json', 'print one JSON object on standard output')
    .action(async (options: { readonly json?: boolean }) => {
      const { cwd, stderr, stdout } = context;
      const { written, kept, missing } = await initProject(cwd);
      for (const path of written) {
        stderr.write(`wrote  ${path}\n`);
      }
      for (const path of kept) {
        stderr.write(`kept   ${path}, which was there\n`);
      }
      const install = missing.length === 0 ? '' : `npm install --save-dev ${missing.join(' ')}\n  `;
      stderr.write(`\nNext:\n  ${install}npx parity run\n`);
      if (options.json === true) {
        const outcome = { schema: 'ultra-parity/init/v1', exitCode: EXIT.equivalent, written, kept, missing };
        stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
      }
      context.exitWith(EXIT.equivalent);
    });
}
