import { rfc3339 } from './formats/moments.ts';
import { describeDistance, isInside, type RunWindow } from './run-window.ts';

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** Two instants of one object that are closer than this happened together: their distance is noise. */
const TOGETHER_MS = 5_000;

/** Whether a text is an instant in the profile of RFC 3339, of a day and an hour that there are. */
export function isInstant(text: string): boolean {
  return rfc3339.recognise(text) !== undefined;
}

/** `Z` or an offset such as `+02:00`; empty where the text is no instant. */
export function zoneOf(text: string): string {
  return ISO_INSTANT.exec(text)?.[2] ?? '';
}

/** What an instant stands beside. */
export interface InstantContext {
  /** The earliest instant of the same object. */
  readonly earliestMs: number;
  /** The run up to the step; undefined where nobody took the time. */
  readonly window: RunWindow | undefined;
}

/**
 * What two runs must agree on in an instant: its precision, its zone and where it lies. `<instant.3.Z>` has three
 * fractional digits and came about during the run, `<instant.3.Z +900s>` lies so far from the earliest instant of its
 * object, `<instant.3.Z 120min before the run>` has no earlier one beside it.
 */
export function describeInstant(text: string, { earliestMs, window }: InstantContext): string {
  const [, fraction = '', zone = ''] = ISO_INSTANT.exec(text) ?? [];
  const ms = Date.parse(text);
  const form = `instant.${fraction.length}.${zone}`;
  if (window !== undefined && isInside(ms, window)) {
    return `<${form}>`;
  }
  const distanceMs = ms - earliestMs;
  return distanceMs < TOGETHER_MS ? `<${form}${describeDistance(ms, window)}>` : `<${form} +${rounded(distanceMs)}s>`;
}

/** Seconds, as exact as a distance may be between two moments of a run that took its time. */
function rounded(distanceMs: number): number {
  const seconds = distanceMs / 1_000;
  const unit = seconds < 60 ? 1 : seconds < 3_600 ? 10 : 60;
  return Math.round(seconds / unit) * unit;
}
