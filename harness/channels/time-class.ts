import type { Difference } from '../evidence/divergence.ts';
import type { StepTime } from '../evidence/step-time.ts';
import type { JsonObject } from '../values/json.ts';

/** How a wait feels, by the milliseconds that it is shorter than. The only place that knows the boundaries. */
const CLASSES = [
  ['instant', 100],
  ['interactive', 2_000],
  ['slow', 30_000],
  ['timeout', Number.POSITIVE_INFINITY],
] as const;

type TimeClass = (typeof CLASSES)[number][0];

/** Two times of different classes are still the same wait unless one is so many times the other... */
const FACTOR = 5;
/** ...and so many milliseconds longer. */
const FLOOR_MS = 2_000;
/**
 * Where processes waited for a processor during most of the step, the machine may have made it longer: up to this much is
 * taken for its doing, and what is beyond cannot be decided.
 */
const FLOOR_UNDER_LOAD_MS = 20_000;
const LOADED_FROM = 0.8;

/** A stream that took this long shows whether it was flushed; a shorter one does not. */
const TELLING_MS = 1_000;
/** The part of the stream between its first and its last event: from here on it came piece by piece... */
const LIVE_FROM = 0.25;
/** ...and up to here all at once. */
const BUFFERED_UP_TO = 0.1;

/** What two targets must agree on in the time of a step, as far as one of them can tell. */
export function describeTime(time: StepTime): JsonObject {
  return { class: classify(time), ...(time.delivery === undefined ? {} : { liveness: describeLiveness(time) }) };
}

/**
 * How the times of one step on two targets differ. Doubles answer faster than databases, and a loaded machine slows both
 * down, so a class alone proves nothing: the slower one must be of a slower class, FACTOR times as long and a floor
 * longer, after the time is taken off in which the machine held it up. Two streams differ when one was clearly sent as it
 * came about and the other clearly at once.
 */
export function compareTimes(left: StepTime, right: StepTime): Difference[] {
  const [a, b] = [describeTime(left), describeTime(right)];
  const words = new Set([a['liveness'], b['liveness']]);
  return [
    ...(a['class'] !== b['class'] && areFarApart(left, right) ? [createDifference('class', a, b)] : []),
    ...(words.has('live') && words.has('buffered') ? [createDifference('liveness', a, b)] : []),
  ];
}

function createDifference(key: string, left: JsonObject, right: JsonObject): Difference {
  return { pointer: `/${key}`, kind: 'value', left: left[key] ?? null, right: right[key] ?? null };
}

/** The class of a step without the time that the machine gave to others. */
function classify(time: StepTime): TimeClass {
  const ms = getNetMs(time);
  return CLASSES.find(([, below]) => ms < below)?.[0] ?? 'timeout';
}

function areFarApart(left: StepTime, right: StepTime): boolean {
  return !isLoaded(sort(left, right).slow) && areApartBy(FLOOR_MS, left, right);
}

/** Why it cannot be told whether two times of one step differ; undefined where it can. */
export function findDoubt(left: StepTime, right: StepTime): string | undefined {
  const { fast, slow } = sort(left, right);
  if (!isLoaded(slow) || classify(left) === classify(right) || !areApartBy(FLOOR_UNDER_LOAD_MS, left, right)) {
    return undefined;
  }
  const [long, short] = [slow, fast].map((time) => `${(getNetMs(time) / 1_000).toFixed(1)} s`);
  return `It took ${long} on one target and ${short} on the other, on a machine whose processors were all wanted`;
}

function areApartBy(floorMs: number, left: StepTime, right: StepTime): boolean {
  const { fast, slow } = sort(left, right);
  return getNetMs(slow) >= fast.durationMs * FACTOR && getNetMs(slow) - fast.durationMs >= floorMs;
}

function sort(left: StepTime, right: StepTime) {
  return getNetMs(left) <= getNetMs(right) ? { fast: left, slow: right } : { fast: right, slow: left };
}

/** `live`: its first event could be read well before its last. `buffered`: all came at once. Else nobody can tell. */
function describeLiveness(time: StepTime): 'live' | 'buffered' | 'unclear' {
  const { flushes, firstMs, lastMs } = time.delivery ?? { flushes: 0, firstMs: 0, lastMs: 0 };
  if (lastMs < TELLING_MS || isLoaded(time)) {
    return 'unclear';
  }
  const part = (lastMs - firstMs) / lastMs;
  if (flushes < 2 || part <= BUFFERED_UP_TO) {
    return 'buffered';
  }
  return part >= LIVE_FROM ? 'live' : 'unclear';
}

function isLoaded({ contendedMs, durationMs }: StepTime): boolean {
  return contendedMs !== null && contendedMs > durationMs * LOADED_FROM;
}

function getNetMs({ durationMs, stalledMs }: StepTime): number {
  return Math.max(0, durationMs - stalledMs);
}
