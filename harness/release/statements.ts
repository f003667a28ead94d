import { isDeepStrictEqual } from 'node:util';
import { findProofProblem } from '../evidence/find-proof-problem.ts';
import type { Proof } from '../evidence/proof.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { combineDigests, type EvidenceDigests } from './digest-evidence.ts';
import type { Subject } from './subjects.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export interface Statement<P> {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: P;
}

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md (0.1), and what is ours at its end. */
export interface TestResult {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  readonly configuration: readonly Resource[];
  readonly passedTests: readonly string[];
  /** Scenarios whose divergences are all approved by a waiver. */
  readonly warnedTests: readonly string[];
  readonly failedTests: readonly string[];
  /** The verdict in one word and the exit code that goes with it. */
  readonly verdict: Verdict['verdict'];
  readonly counts: Verdict['counts'];
  /** SHA-256 by path below the evidence folder. */
  readonly evidence: EvidenceDigests;
}

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/svr.md (0.1), with the numbers behind each property. */
export interface Strength {
  readonly verifier: { readonly id: string };
  /** RFC 3339. */
  readonly timeCreated: string;
  readonly properties: readonly string[];
  readonly coverage: { readonly required: number; readonly covered: number } | null;
  readonly sensitivity: Proof['tiers'] | null;
  readonly falsePositives: number | null;
}

interface Resource {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

export const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';
export const STRENGTH = 'https://in-toto.io/attestation/svr/v0.1';

/** What was tested, and what came of it. */
export function testResult(
  subject: readonly Subject[],
  verdict: Verdict,
  evidence: EvidenceDigests,
): Statement<TestResult> {
  const named = (...wanted: readonly ScenarioResult[]) =>
    verdict.scenarios.filter((scenario) => wanted.includes(getResult(verdict, scenario))).map(({ id }) => id);
  const result = verdict.verdict !== 'equivalent' ? 'FAILED' : verdict.counts.waived > 0 ? 'WARNED' : 'PASSED';
  return statement(subject, TEST_RESULT, {
    result,
    configuration: [
      { name: 'run.json', digest: { sha256: evidence['run.json'] ?? '' } },
      { name: 'all evidence, as sha256sum lists it', digest: { sha256: combineDigests(evidence) } },
    ],
    passedTests: named('passed'),
    warnedTests: named('warned'),
    failedTests: named('failed'),
    verdict: verdict.verdict,
    counts: verdict.counts,
    evidence,
  });
}

type ScenarioResult = 'passed' | 'warned' | 'failed';

function getResult({ divergences }: Verdict, { id, verdict }: Verdict['scenarios'][number]): ScenarioResult {
  if (verdict !== 'equivalent') {
    return 'failed';
  }
  return divergences.some(({ scenario }) => scenario === id) ? 'warned' : 'passed';
}

/** How much the result is worth: what was covered, and which seeded bugs the suite noticed. */
export function strength(
  subject: readonly Subject[],
  {
    verdict,
    proof,
    signedAt,
  }: { readonly verdict: Verdict; readonly proof: Proof | undefined; readonly signedAt: Date },
): Statement<Strength> {
  const { cells } = verdict.coverage;
  const isCovered = cells !== undefined && cells.required > 0 && cells.covered === cells.required;
  const isSensitive = proof?.exitCode === 0 && findProofProblem(proof) === undefined;
  return statement(subject, STRENGTH, {
    verifier: { id: 'https://www.npmjs.com/package/ultra-parity' },
    timeCreated: signedAt.toISOString(),
    properties: [
      ...(verdict.verdict === 'equivalent' ? ['PARITY_EQUIVALENT'] : []),
      ...(isCovered ? ['PARITY_CELLS_COVERED'] : []),
      ...(isSensitive ? ['PARITY_SENSITIVITY_FLOORS_MET'] : []),
    ],
    coverage: cells === undefined ? null : { required: cells.required, covered: cells.covered },
    sensitivity: proof?.tiers ?? null,
    falsePositives: proof?.falsePositives ?? null,
  });
}

function statement<P>(subject: readonly Subject[], predicateType: string, predicate: P): Statement<P> {
  return { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
}

/** Whether a statement says the same, apart from when it was made. */
export function saysTheSame(one: Statement<unknown>, other: Statement<unknown>): boolean {
  return isDeepStrictEqual(timeless(one), timeless(other));
}

function timeless(one: Statement<unknown>): unknown {
  return JSON.parse(JSON.stringify({ ...one, predicate: { ...(one.predicate as object), timeCreated: undefined } }));
}
