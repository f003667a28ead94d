import { compareTimes } from '../channels/time-class.ts';
import { type Channel, channelsOf, type Difference, type Divergence, divergence } from '../evidence/divergence.ts';
import type { Rule } from '../evidence/rule.ts';
import type { StepTime } from '../evidence/step-time.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { type CanonicalStep, canonicalise } from './canonicalise.ts';
import { Comparison } from './compare-json.ts';
import { type Gap, gapDivergences, gapOf } from './recording-gap.ts';
import { startsApart } from './starts-apart.ts';

/**
 * Every disagreement between two transcripts of one scenario. Pure: the same transcripts and rules give the same
 * divergences, on any machine. Where a recording ends, only what led there is compared.
 */
export function compareTranscripts(left: Transcript, right: Transcript, rules: readonly Rule[]): Divergence[] {
  const apart = startsApart(left, right);
  if (apart !== undefined) {
    return [apart];
  }
  const [a, b] = [canonicalise(left, rules).steps, canonicalise(right, rules).steps];
  const gap = gapOf(left, 'left') ?? gapOf(right, 'right');
  const end = gap === undefined ? Math.min(a.length, b.length) : gap.stepIndex;
  const comparison = new Comparison();
  const context: Context = { scenario: left.scenario.id, targets: [left.target, right.target], comparison };

  const found = a.slice(0, end).flatMap((step, index) => {
    const times = [left.steps[index]?.time, right.steps[index]?.time] as const;
    return compareSteps({ left: step, right: b[index] ?? EMPTY, times }, context);
  });
  if (gap !== undefined) {
    return [...found, ...atGap(gap, [a, b], context)];
  }
  return found.length > 0 ? found : unpairedSteps(a, b, context);
}

interface Context {
  readonly scenario: string;
  readonly targets: readonly [string, string];
  readonly comparison: Comparison;
}

const EMPTY: CanonicalStep = { label: '', channels: {} };

interface StepPair {
  readonly left: CanonicalStep;
  readonly right: CanonicalStep;
  /** As they were measured: how far apart they are counts, and the canonical class does not say it. */
  readonly times: readonly [StepTime | undefined, StepTime | undefined];
}

function compareSteps(pair: StepPair, { scenario, targets, comparison }: Context): Divergence[] {
  return channelsOf([Object.keys(pair.left.channels), Object.keys(pair.right.channels)]).flatMap((channel) => {
    const step = pair.left.label;
    const differences = compareChannel(channel, pair, comparison);
    return differences.map((difference) => divergence({ scenario, step, targets, channel }, difference));
  });
}

function compareChannel(channel: Channel, { left, right, times }: StepPair, comparison: Comparison): Difference[] {
  const [a, b] = [left.channels[channel], right.channels[channel]];
  if (a === undefined && b === undefined) {
    return [];
  }
  const [timeA, timeB] = times;
  if (channel === 'time' && timeA !== undefined && timeB !== undefined) {
    return compareTimes(timeA, timeB);
  }
  if (channel === 'http') {
    return compareExchanges(a ?? null, b ?? null, comparison);
  }
  return comparison.compare(a ?? null, b ?? null);
}

/** Under another status everything else differs too: the status and both bodies say it all. */
function compareExchanges(left: Json, right: Json, comparison: Comparison): Difference[] {
  const [a, b] = [responseOf(left), responseOf(right)];
  if (a === undefined || b === undefined || a['status'] === b['status']) {
    return comparison.compare(left, right);
  }

  const status: Difference = {
    pointer: '/response/status',
    kind: 'status',
    left: a['status'] ?? null,
    right: b['status'] ?? null,
  };
  const body: Difference = {
    pointer: '/response/body',
    kind: 'value',
    left: a['body'] ?? null,
    right: b['body'] ?? null,
  };
  return [status, body];
}

function responseOf(exchange: Json) {
  const response = isJsonObject(exchange) ? exchange['response'] : undefined;
  return isJsonObject(response) ? response : undefined;
}

function atGap(
  gap: Gap,
  steps: readonly [readonly CanonicalStep[], readonly CanonicalStep[]],
  context: Context,
): Divergence[] {
  const { scenario, targets, comparison } = context;
  const [left, right] = [steps[0][gap.stepIndex], steps[1][gap.stepIndex]];
  const place = { scenario, step: (left ?? right ?? EMPTY).label, targets, channel: 'calls' as const };
  return gapDivergences(gap, [left?.channels.calls ?? [], right?.channels.calls ?? []], comparison).map((difference) =>
    divergence(place, difference),
  );
}

/** One side went on where the other had stopped, and nothing before explains it. */
function unpairedSteps(
  left: readonly CanonicalStep[],
  right: readonly CanonicalStep[],
  context: Context,
): Divergence[] {
  const { scenario, targets } = context;
  const shared = Math.min(left.length, right.length);
  const report = (step: CanonicalStep, kind: 'missing' | 'extra') =>
    divergence(
      { scenario, step: step.label, targets, channel: 'http' },
      { pointer: '', kind, left: kind === 'missing' ? step.label : null, right: kind === 'extra' ? step.label : null },
    );
  return [
    ...left.slice(shared).map((step) => report(step, 'missing')),
    ...right.slice(shared).map((step) => report(step, 'extra')),
  ];
}
