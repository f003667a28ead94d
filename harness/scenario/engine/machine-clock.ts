import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { StepClock } from './stopwatch.ts';

const PRESSURE = '/proc/pressure/cpu';

/** The clocks of this machine; `now` is the caller's. */
export function machineClock(now: () => Date): StepClock {
  return {
    now,
    monotonicMs: () => performance.now(),
    processorMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    contentionMs,
  };
}

/** @see https://docs.kernel.org/accounting/psi.html `some total`, in microseconds */
function contentionMs(): number | null {
  if (!existsSync(PRESSURE)) {
    return null;
  }
  const total = /^some .*\btotal=(\d+)/m.exec(readPressure())?.[1];
  return total === undefined ? null : Number(total) / 1_000;
}

function readPressure(): string {
  try {
    return readFileSync(PRESSURE, 'utf8');
  } catch {
    return ''; // a kernel that keeps no account has the file and refuses to read it
  }
}
