import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verdict } from '#harness/compare/verdict.ts';
import type { Proof } from '#harness/prove/proof.ts';
import type { PartResult } from './part-result.ts';
import { runStep } from './run-step.ts';

/** Where `npm test` leaves its evidence. */
export const EVIDENCE = '.parity/test';

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

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
  const report = await readReport<UnitReport>(file);
  const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  return {
    name: 'unit and contract tests',
    passed: report?.numPassedTests ?? 0,
    failed: failures(report?.numFailedTests, code),
    notRun: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

/**
 * The image needs a Postgres that is a container. What is in this process is run on each kind of Postgres, where a machine has
 * only one, and otherwise once: `prove` runs it on embedded Postgres again.
 */
function targetsOn(postgres: string, hasContainer: boolean): string {
  if (postgres === 'container') return 'mock,real,image';
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
  const equivalent = verdict?.scenarios.filter((scenario) => scenario.verdict === 'equivalent').length ?? 0;
  return {
    name: `parity of ${targets} on Postgres by ${postgres}`,
    passed: equivalent,
    failed: failures(verdict === undefined ? undefined : verdict.scenarios.length - equivalent, code),
    notRun:
      shard === undefined ? [] : [`${targets} on embedded Postgres beyond the shard ${shard}, as PARITY_EMBEDDED says`],
  };
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
  const killed = proof?.mutants.filter(({ outcome }) => outcome === 'killed').length ?? 0;
  return {
    name: 'mutants',
    passed: killed,
    failed: failures(proof === undefined ? undefined : proof.mutants.length - killed, code),
    notRun: shard === undefined ? [] : [`all mutants but the shard ${shard}, as PARITY_MUTANTS says`],
  };
}

/** A part that ended badly has failed at least once, whatever it had counted by then. */
function failures(counted: number | undefined, exitCode: number): number {
  return exitCode === 0 ? (counted ?? 1) : Math.max(counted ?? 1, 1);
}

async function readReport<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // counted as a failure of the part
  }
}
