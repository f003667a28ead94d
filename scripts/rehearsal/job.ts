import { z } from 'zod';
import { runStep } from '../run-step.ts';

const texts = z.record(z.string(), z.coerce.string());

const step = z.looseObject({
  if: z.string().optional(),
  uses: z.string().default(''),
  'continue-on-error': z.boolean().default(false),
  with: texts.default({}),
  run: z.string().optional(),
  env: texts.default({}),
});
type Step = z.infer<typeof step>;

/** What a rehearsal understands of a job: a plain matrix, and steps that run commands or move artifacts. */
export const jobSchema = z.looseObject({
  if: z.string().optional(),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(step),
});
export type Job = z.infer<typeof jobSchema>;

/** Values by context and name: `{ inputs: { shards: '[1, 2]' }, matrix: { target: 'mock' } }`. */
export type Contexts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Stage {
  /** The checkout in which the steps are run. */
  readonly workspace: string;
  /** Where artifacts are kept between jobs. */
  readonly artifacts: string;
  readonly contexts: Contexts;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The combinations of the matrix of a job; one empty combination where there is none. */
export function expandMatrix({ strategy }: Job, contexts: Contexts): Record<string, unknown>[] {
  let combinations: Record<string, unknown>[] = [{}];
  for (const [axis, given] of Object.entries(strategy?.matrix ?? {})) {
    const list = typeof given === 'string' ? given.replace(/fromJSON\((.+)\)/, '$1') : JSON.stringify(given);
    const values: readonly unknown[] = JSON.parse(fillIn(list, contexts));
    combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [axis]: value })));
  }
  return combinations;
}

/** Runs the steps as a runner would, and says whether all succeeded: after a failure, only those that are `always()`. */
export async function runJob({ steps }: Job, { workspace, artifacts, contexts, env }: Stage): Promise<boolean> {
  let isGood = true;
  for (const one of steps) {
    if (!isGood && one.if !== 'always()') {
      continue;
    }
    const command = fillIn(toCommand(one), contexts);
    const own = Object.entries(one.env).map(([name, value]) => [name, fillIn(value, contexts)]);
    console.error(`  $ ${command}`);
    const exitCode = await runStep('bash', ['-e', '-o', 'pipefail', '-c', command], {
      cwd: workspace,
      env: { ...env, ARTIFACTS: artifacts, ...Object.fromEntries(own) },
    });
    isGood &&= exitCode === 0 || one['continue-on-error'];
  }
  return isGood;
}

/** A step as a command of the shell. */
function toCommand({ run, uses, with: { path = '', name, pattern } }: Step): string {
  const [action] = uses.split('@');
  switch (run === undefined ? action : 'run') {
    case 'run':
      // Done once, for all jobs.
      return run?.trim() === 'npm ci' ? ':' : (run ?? '');
    case 'actions/checkout':
    case 'actions/setup-node':
      return ':';
    case 'actions/upload-artifact':
      return `to="$ARTIFACTS/${name}"; mkdir -p "$to"; if [ -d ${path} ]; then cp -r ${path}/. "$to"; else cp ${path} "$to"; fi`;
    case 'actions/download-artifact':
      return `mkdir -p ${path}; cp -r "$ARTIFACTS"/${name === undefined ? pattern : `${name}/.`} ${path}`;
    default:
      throw new TypeError(`A rehearsal does not know the action ${uses}.`);
  }
}

/** Fills in each `${{ context.name }}`. Throws for an expression that is more than that. */
function fillIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => {
    const [context = '', name = ''] = expression.split('.');
    const value = contexts[context]?.[name];
    if (value === undefined) {
      throw new TypeError(`A rehearsal cannot evaluate \${{ ${expression} }}.`);
    }
    return String(value);
  });
}
