import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof } from '../harness/evidence/proof.ts';
import type { Verdict } from '../harness/evidence/verdict.ts';
import { summariseTestCase } from '../harness/report/content/describe-test-case.ts';
import { listFailures, type PartResult } from './part-result.ts';
import { runStep } from './run-step.ts';
import { type UnitReport, unitResult } from './unit-report.ts';

/** Where `npm test` leaves its evidence. */
export const EVIDENCE = '.parity/test';

export async function unitPart(): Promise<PartResult> {
  const file = join(EVIDENCE, 'unit.json');
  const code = await runStep('vitest', [
    'run',
    '--project',
    'unit',
    '--reporter',
    'default',
    '--reporter',
    'json',
    `--outputFile.json=${file}`,
  ]);
  return unitResult(await readReport<UnitReport>(file), code);
}

/**
 * The image needs a Postgres that is a container. What is in this process is run on each kind of Postgres, where a machine has
 * only one, and otherwise once: `prove` runs it on embedded Postgres again.
 */
function targetsOn(postgres: string, hasContainer: boolean): string {
  if (postgres === 'container') {
    return 'mock,real,image';
  }
  return hasContainer && postgres === 'embedded' ? 'mock,process' : 'mock,real,process';
}

export interface ParityPartOptions {
  readonly postgres: string;
  readonly hasContainer: boolean;
  /** Such as `1/2`: where a container runs all scenarios, only half of them are run on embedded Postgres too. */
  readonly embeddedShard: string | undefined;
}

export async function parityPart({ postgres, hasContainer, embeddedShard }: ParityPartOptions): Promise<PartResult> {
  const out = join(EVIDENCE, postgres);
  const targets = targetsOn(postgres, hasContainer);
  const shard = hasContainer && postgres === 'embedded' ? embeddedShard : undefined;
  const part = shard === undefined ? [] : ['--shard', shard];
  const run = ['run', '--target', targets, '--postgres', postgres, ...part, '--out', out];
  const code = await runStep('node', ['harness/cli/main.ts', ...run]);
  const verdict = await readReport<Verdict>(join(out, 'report.json'));
  const name = `parity of ${targets} on Postgres by ${postgres}`;
  const [equivalent, others] = partition(verdict?.scenarios, (scenario) => scenario.verdict === 'equivalent');
  return {
    name,
    passed: equivalent.length,
    failures: listFailures(
      code,
      verdict && others.map(({ id }) => `${name}: ${id}: ${whatBroke(id, verdict)}`),
      verdict?.reasons.map(({ message }) => message),
    ),
    notRun:
      shard === undefined ? [] : [`${targets} on embedded Postgres beyond the shard ${shard}, as PARITY_EMBEDDED says`],
  };
}

function whatBroke(id: string, { divergences, reasons }: Verdict): string {
  const own = ({ scenario }: { readonly scenario: string | null }) => scenario === id;
  return summariseTestCase({ divergences: divergences.filter(own), reasons: reasons.filter(own) });
}

export interface ProveOptions {
  readonly postgres: string | undefined;
  /** Such as `1/4`: only every fourth mutant. Undefined: all of them. */
  readonly shard: string | undefined;
}

export async function provePart({ postgres, shard }: ProveOptions): Promise<PartResult> {
  const out = join(EVIDENCE, 'prove');
  const options = [
    ...(postgres === undefined ? [] : ['--postgres', postgres]),
    ...(shard === undefined ? [] : ['--shard', shard]),
  ];
  const code = await runStep('node', ['harness/cli/main.ts', 'prove', ...options, '--out', out]);
  const proof = await readReport<Proof>(join(out, 'proof.json'));
  const [killed, others] = partition(proof?.mutants, ({ outcome }) => outcome === 'killed');
  return {
    name: 'mutants',
    passed: killed.length,
    failures: listFailures(code, proof && others.map(({ id, outcome }) => `mutant ${id}: ${outcome}`), proof?.reasons),
    notRun: shard === undefined ? [] : [`all mutants but the shard ${shard}, as PARITY_MUTANTS says`],
  };
}

function partition<T>(items: readonly T[] = [], isWanted: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isWanted), items.filter((item) => !isWanted(item))];
}

async function readReport<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // counted as a failure of the part
  }
}
