import { z } from 'zod';

const step = z.looseObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  'continue-on-error': z.boolean().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});

const job = z.looseObject({
  if: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(step),
});

/** What is understood of a reusable workflow: jobs with a plain matrix, and steps that run or move artifacts. */
export const suiteSchema = z.looseObject({
  on: z.looseObject({
    workflow_call: z.looseObject({ inputs: z.record(z.string(), z.looseObject({ default: z.unknown() })) }),
  }),
  jobs: z.record(z.string(), job),
});

/** What is understood of a release: a job that calls the suite, and one that signs what came of it. */
export const releaseSchema = z.looseObject({
  jobs: z.looseObject({
    parity: z.looseObject({ with: z.record(z.string(), z.unknown()) }),
    sign: job,
  }),
});

type Jobs = Readonly<Record<string, Job>>;
export type Job = z.infer<typeof job>;
export type Step = z.infer<typeof step>;

/** Values by context and name: `{ inputs: { shards: '[1, 2]' }, matrix: { target: 'mock' } }`. */
export type Contexts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The text with each `${{ context.name }}` filled in. Throws for an expression that is more than that. */
export function fillIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => String(evaluate(expression, contexts)));
}

/** The jobs in an order in which each follows what it needs. */
export function inOrder(jobs: Jobs): [string, Job][] {
  const rest = new Map(Object.entries(jobs));
  const ordered: [string, Job][] = [];
  while (rest.size > 0) {
    const ready = [...rest].filter(([, { needs = [] }]) => [needs].flat().every((name) => !rest.has(name)));
    if (ready.length === 0) {
      throw new TypeError(`The jobs ${[...rest.keys()].join(', ')} need each other.`);
    }
    for (const [name] of ready) {
      rest.delete(name);
    }
    ordered.push(...ready);
  }
  return ordered;
}

/** Every combination of a matrix; one empty combination where there is none. */
export function combinations({ strategy }: Job, contexts: Contexts): Record<string, unknown>[] {
  return Object.entries(strategy?.matrix ?? {}).reduce<Record<string, unknown>[]>(
    (before, [axis, values]) =>
      before.flatMap((one) => listOf(values, contexts).map((value) => ({ ...one, [axis]: value }))),
    [{}],
  );
}

function listOf(values: unknown, contexts: Contexts): readonly unknown[] {
  if (Array.isArray(values)) {
    return values;
  }
  const [, name = ''] = /^\$\{\{ fromJSON\((.+)\) \}\}$/.exec(String(values)) ?? [];
  return JSON.parse(String(evaluate(name, contexts))) as readonly unknown[];
}

function evaluate(expression: string, contexts: Contexts): unknown {
  const [, context = '', name = ''] = /^(\w+)\.([\w-]+)$/.exec(expression) ?? [];
  const value = contexts[context]?.[name];
  if (value === undefined) {
    throw new TypeError(`The rehearsal cannot evaluate \${{ ${expression} }}.`);
  }
  return value;
}
