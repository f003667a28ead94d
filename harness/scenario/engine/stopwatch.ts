import type { StepTime } from '../../evidence/step-time.ts';

/** What time is measured with. */
export interface StepClock {
  now(): Date;
  /** Milliseconds since any fixed moment, never going back. */
  monotonicMs(): number;
  /** Milliseconds of processor time that this process has used. */
  processorMs(): number;
  /** Milliseconds in which some process of the machine waited for a processor, since any fixed moment; null if unknown. */
  contentionMs(): number | null;
}

export interface Stopwatch extends Disposable {
  /** Milliseconds since the start. */
  elapsedMs(): number;
  stop(): Omit<StepTime, 'delivery'>;
}

const TICK_MS = 20;

/**
 * Measures one step, and how much of it the machine gave to others: a timer that comes late although this process did
 * not compute was held up by the machine, and not by the system under test.
 */
export function startStopwatch(clock: StepClock): Stopwatch {
  const startedAt = clock.now().toISOString();
  const startMs = clock.monotonicMs();
  const contentionMs = clock.contentionMs();
  let last = { ms: startMs, processorMs: clock.processorMs() };
  let stalledMs = 0;
  const tick = () => {
    const now = { ms: clock.monotonicMs(), processorMs: clock.processorMs() };
    stalledMs += Math.max(0, now.ms - last.ms - TICK_MS - (now.processorMs - last.processorMs));
    last = now;
  };
  const timer = setInterval(tick, TICK_MS);
  const elapsedMs = () => clock.monotonicMs() - startMs;
  return {
    elapsedMs,
    stop: () => {
      tick();
      const contention = clock.contentionMs();
      const contendedMs = contention === null || contentionMs === null ? null : tenths(contention - contentionMs);
      return { startedAt, durationMs: tenths(elapsedMs()), stalledMs: tenths(stalledMs), contendedMs };
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
