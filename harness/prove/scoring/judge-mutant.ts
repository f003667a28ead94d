import { matchesGlob } from 'node:path';
import { start } from '../../channels/start.ts';
import type { Divergence } from '../../evidence/divergence.ts';
import type { ExpectedDivergence, MutantResult } from '../../evidence/proof.ts';
import type { Verdict } from '../../evidence/verdict.ts';
import { matchesPointer } from '../../values/pointer.ts';
import type { Mutant } from '../mutant/mutant.ts';
import { findDetections } from './score.ts';

export interface MutantJudgement {
  readonly result: MutantResult;
  /** What was expected and is there. */
  readonly expected: readonly Divergence[];
  /** Every divergence that says something about the mutant. */
  readonly divergences: readonly Divergence[];
}

/** A kill counts only where it was expected: time-outs, crashes and gaps in the evidence prove nothing. */
export function judgeMutant(
  { id, tier, title, expect }: Pick<Mutant, 'id' | 'tier' | 'title' | 'expect'>,
  verdict: Verdict,
): MutantJudgement {
  const divergences = countingDivergences(verdict, expect);
  const expected = divergences.filter((divergence) => isExpected(divergence, expect));
  const base = { id, tier, title, expect };
  const judged = (result: Pick<MutantResult, 'outcome' | 'why'>, by: readonly Divergence[] = []) => ({
    result: { ...base, ...result, killedBy: listScenarioIds(by), caught: findDetections(by) },
    expected,
    divergences,
  });
  if (expected.length > 0) {
    return judged({ outcome: 'killed' }, expected);
  }
  if (divergences.length > 0) {
    return judged({ outcome: 'killed-elsewhere' }, divergences);
  }
  if (verdict.verdict === 'equivalent') {
    return judged({ outcome: 'survived' });
  }
  return judged({ outcome: 'inconclusive', why: whyInconclusive(verdict) });
}

function isExpected({ scenario, channel, kind, pointer }: Divergence, expect: ExpectedDivergence): boolean {
  return (
    matchesGlob(scenario, expect.scenario) &&
    channel === expect.channel &&
    kind === expect.kind &&
    matchesPointer(expect.pointer, pointer)
  );
}

/** A server that did not start answers nothing, and so differs everywhere: that is seen by the channel `start` alone. */
function countingDivergences({ divergences }: Verdict, { channel }: ExpectedDivergence): readonly Divergence[] {
  const open = divergences.filter(({ waiver }) => waiver === undefined);
  if (channel === start.name) {
    return open;
  }
  const unbooted = new Set(open.filter((one) => one.channel === start.name).map(({ scenario }) => scenario));
  return open.filter(({ scenario }) => !unbooted.has(scenario));
}

function listScenarioIds(divergences: readonly Divergence[]): string[] {
  return [...new Set(divergences.map(({ scenario }) => scenario))].toSorted();
}

function whyInconclusive({ verdict, reasons, divergences }: Verdict): string {
  const [first] = reasons;
  if (first !== undefined) {
    return first.message;
  }
  return verdict === 'divergent' && divergences.length > 0 ? 'The server did not start.' : 'The verdict says no more.';
}
