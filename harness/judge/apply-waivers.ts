import { matchesGlob } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Divergence } from '../evidence/divergence.ts';
import type { ScenarioIdentity } from '../evidence/transcript.ts';
import { hasExpired, LONGEST_WAIVER_DAYS, type Waiver, type WaiverProblem } from '../evidence/waiver.ts';
import { matchesPointer } from '../values/pointer.ts';

export interface WaiverFacts {
  readonly waivers: readonly Waiver[];
  readonly scenarios: readonly ScenarioIdentity[];
  readonly divergences: readonly Divergence[];
  /** When the run began: a waiver is judged as of then. */
  readonly asOf: Date;
}

export interface WaiverOutcome {
  /** The same divergences in the same order; those that are approved name their waiver. */
  readonly divergences: readonly Divergence[];
  readonly problems: readonly WaiverProblem[];
}

/** Marks what is approved. A waiver with a problem approves nothing. */
export function applyWaivers({ waivers, scenarios, divergences, asOf }: WaiverFacts): WaiverOutcome {
  // A waiver for what was not selected is neither used nor unused.
  const relevant = waivers.filter((waiver) => scenarios.some(({ id }) => matchesGlob(id, waiver.scenario)));
  const judged = relevant.map((waiver) => ({ waiver, problem: findProblem(waiver, { scenarios, divergences, asOf }) }));
  const valid = judged.flatMap(({ waiver, problem }) => (problem === undefined ? [waiver] : []));
  return {
    divergences: divergences.map((divergence) => {
      const waiver = valid.find((one) => covers(one, divergence));
      return waiver === undefined ? divergence : { ...divergence, waiver: waiver.id };
    }),
    problems: judged.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  };
}

function findProblem(waiver: Waiver, facts: Omit<WaiverFacts, 'waivers'>): WaiverProblem | undefined {
  return checkFields(waiver, facts.asOf) ?? checkExpiry(waiver, facts.asOf) ?? checkBreadth(waiver, facts);
}

const DAY_MS = 86_400_000;

function checkFields(
  { id, owner, reason, issue, created, expires, pointer }: Waiver,
  asOf: Date,
): WaiverProblem | undefined {
  const hasDates = isDate(created) && isDate(expires);
  const days = (Date.parse(expires) - Date.parse(created)) / DAY_MS;
  const problems = [
    owner.trim() === '' ? 'it has no owner' : undefined,
    reason.trim() === '' ? 'it has no reason' : undefined,
    issue.trim() === '' ? 'it names no issue' : undefined,
    hasDates ? undefined : 'its dates are not YYYY-MM-DD',
    Date.parse(created) > asOf.getTime() ? `it was created on ${created}, after the run` : undefined,
    days < 0 ? 'it expires before it was created' : undefined,
    days > LONGEST_WAIVER_DAYS ? `it holds for ${days} days` : undefined,
    pointer.split('/').includes('**') ? 'its pointer covers any depth' : undefined,
  ].filter((problem) => problem !== undefined);
  if (problems.length === 0) {
    return undefined;
  }
  return {
    code: 'waiver_invalid',
    message: `Waiver ${id} does not count: ${problems.join(', ')}.`,
    hint: `It needs an owner, a reason, an issue, an exact pointer and at most ${LONGEST_WAIVER_DAYS} days.`,
  };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

function checkExpiry(waiver: Waiver, asOf: Date): WaiverProblem | undefined {
  if (!hasExpired(waiver, asOf)) {
    return undefined;
  }
  const message = `Waiver ${waiver.id} of ${waiver.owner} has expired on ${waiver.expires}.`;
  return { code: 'waiver_expired', message, hint: 'Fix what it covers, or have it approved again.' };
}

function checkBreadth(
  waiver: Waiver,
  { scenarios, divergences }: Omit<WaiverFacts, 'waivers'>,
): WaiverProblem | undefined {
  const covered = scenarios.filter(({ id }) => matchesGlob(id, waiver.scenario));
  const used = new Set(divergences.filter((one) => covers(waiver, one)).map(({ scenario }) => scenario));
  if (used.size === 0) {
    const message = `Waiver ${waiver.id} of ${waiver.owner} covers nothing that diverges.`;
    return { code: 'waiver_unused', message, hint: 'Delete it.' };
  }
  const spare = covered.filter(({ id }) => !used.has(id)).map(({ id }) => id);
  if (spare.length === 0) {
    return undefined;
  }
  const message = `Waiver ${waiver.id} of ${waiver.owner} also covers what does not diverge: ${spare.join(', ')}.`;
  return { code: 'waiver_over_broad', message, hint: 'Narrow its scenario.' };
}

function covers({ scenario, channel, pointer, kind, left, right }: Waiver, divergence: Divergence): boolean {
  return (
    matchesGlob(divergence.scenario, scenario) &&
    divergence.channel === channel &&
    divergence.kind === kind &&
    matchesPointer(pointer, divergence.pointer) &&
    (left === undefined || isDeepStrictEqual(left, divergence.left)) &&
    (right === undefined || isDeepStrictEqual(right, divergence.right))
  );
}
