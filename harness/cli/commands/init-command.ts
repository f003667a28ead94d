import { Command } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import { initProject } from '../init/init-project.ts';
import type { CommandAction } from '../program.ts';

/** `parity init`: sets the harness up in the project of the current folder. */
export function initCommand(choose: (action: CommandAction) => void): Command {
  return new Command('init')
    .description('set the harness up in this project: a configuration, a scenario, a script; nothing is overwritten')
    .option('--json', 'print one JSON object on standard output')
    .action((options: { readonly json?: boolean }) => {
      choose(async ({ cwd, stderr, stdout }) => {
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
        return EXIT.equivalent;
      });
    });
}
