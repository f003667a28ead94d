import { calls } from '../channels/calls.ts';
import type { Channel, Comparison, SeenStep, Side } from '../channels/channel.ts';
import { findChannels } from '../channels/channels.ts';
import { http } from '../channels/http.ts';
import { AFTERWARDS, listSteps } from '../channels/seen-steps.ts';
import { type Difference, type Divergence, divergence } from '../evidence/divergence.ts';
import type { Rule } from '../evidence/rule.ts';
import type { Transcript } from '../evidence/transcript.ts';
import type { Json } from '../values/json.ts';
import { canonicalise } from './canonicalise.ts';
import { JsonComparison } from './compare-json.ts';
import { compareAtGap, findGap, type Gap } from './recording-gap.ts';
import { findStartMismatch } from './start-mismatch.ts';

/**
 * Every disagreement between two transcripts of one scenario. Pure: the same transcripts and rules give the same
 * divergences, on any machine. Where a recording ends, only what led there is compared.
 */
export function compareTranscripts(left: Transcript, right: Transcript, rules: readonly Rule[]): Divergence[] {
  const mismatch = findStartMismatch(left, right);
  if (mismatch !== undefined) {
    return [mismatch];
  }
  const [a, b] = [listStepSides(left, rules), listStepSides(right, rules)];
  const context: Context = {
    scenario: left.scenario.id,
    targets: [left.target, right.target],
    comparison: new JsonComparison(),
  };
  const gap = findGap(left, 'left') ?? findGap(right, 'right');
  const end = gap === undefined ? Math.min(a.steps.length, b.steps.length) : gap.stepIndex;

  const found = a.steps.slice(0, end).flatMap((step, index) => compareSteps(step, b.steps[index] ?? EMPTY, context));
  if (gap !== undefined) {
    const [one = EMPTY, other = EMPTY] = [a.steps[end], b.steps[end]];
    return [...found, ...compareStepsAtGap(gap, [one, other], context)];
  }
  if (a.steps.length !== b.steps.length) {
    return found.length > 0 ? found : reportUnpairedSteps(a.steps, b.steps, context);
  }
  return [...found, ...compareSteps(a.afterwards, b.afterwards, context)];
}

interface Context {
  readonly scenario: string;
  readonly targets: readonly [string, string];
  readonly comparison: Comparison;
}

/** A step of one target, as it was seen and as it is compared. */
interface StepSide {
  readonly label: string;
  readonly seen: SeenStep;
  readonly canonical: Readonly<Record<string, Json>>;
}

const EMPTY: StepSide = { label: AFTERWARDS, seen: {}, canonical: {} };

function listStepSides(transcript: Transcript, rules: readonly Rule[]) {
  const canonical = canonicalise(transcript, rules).steps;
  const sides = listSteps(transcript).map(({ label, step }, index): StepSide => {
    const one = canonical[index] ?? { label, channels: {} };
    return { label: one.label, seen: step, canonical: one.channels };
  });
  const count = transcript.steps.length;
  return { steps: sides.slice(0, count), afterwards: sides[count] ?? EMPTY };
}

function compareSteps(left: StepSide, right: StepSide, { scenario, targets, comparison }: Context): Divergence[] {
  return findChannels([left.seen, right.seen]).flatMap((channel) =>
    compareChannel(channel, [getSide(left, channel), getSide(right, channel)], comparison).map((difference) =>
      divergence({ scenario, step: left.label, targets, channel: channel.name }, difference),
    ),
  );
}

function compareChannel(
  channel: Channel,
  [left, right]: readonly [Side<unknown> | undefined, Side<unknown> | undefined],
  comparison: Comparison,
): Difference[] {
  if (left === undefined || right === undefined) {
    return reportUnpaired(left, right);
  }
  return channel.compare?.(left, right, comparison) ?? comparison.compare(left.canonical, right.canonical);
}

function getSide({ seen, canonical }: StepSide, channel: Channel): Side<unknown> | undefined {
  const value = canonical[channel.name];
  return value === undefined ? undefined : { seen: channel.seenIn(seen), canonical: value };
}

/** A channel that one target shows in this step and the other does not. */
function reportUnpaired(left: Side<unknown> | undefined, right: Side<unknown> | undefined): Difference[] {
  if (left !== undefined) {
    return [{ pointer: '', kind: 'missing', left: left.canonical, right: null }];
  }
  return right === undefined ? [] : [{ pointer: '', kind: 'extra', left: null, right: right.canonical }];
}

function compareStepsAtGap(
  gap: Gap,
  [left, right]: readonly [StepSide, StepSide],
  { scenario, targets, comparison }: Context,
): Divergence[] {
  const step = left === EMPTY ? right.label : left.label;
  const asked: readonly [Json, Json] = [left.canonical[calls.name] ?? [], right.canonical[calls.name] ?? []];
  return compareAtGap(gap, asked, comparison).map((difference) =>
    divergence({ scenario, step, targets, channel: calls.name }, difference),
  );
}

/** One target went on where the other had stopped, and nothing before explains it. */
function reportUnpairedSteps(
  left: readonly StepSide[],
  right: readonly StepSide[],
  { scenario, targets }: Context,
): Divergence[] {
  const shared = Math.min(left.length, right.length);
  const report = ({ label }: StepSide, kind: 'missing' | 'extra') =>
    divergence(
      { scenario, step: label, targets, channel: http.name },
      { pointer: '', kind, left: kind === 'missing' ? label : null, right: kind === 'extra' ? label : null },
    );
  return [
    ...left.slice(shared).map((step) => report(step, 'missing')),
    ...right.slice(shared).map((step) => report(step, 'extra')),
  ];
}
