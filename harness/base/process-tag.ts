import { readFileSync, readlinkSync } from 'node:fs';
import { hasCode } from './has-code.ts';

/**
 * Names this process so that a later run can tell whether it is gone: `<pid>-<start time in clock ticks>-<pid namespace>`.
 * The start time guards against reused process ids and the namespace against ids of another container; both are 0
 * where there is no /proc (proc(5)).
 */
export function processTag(): string {
  return `${process.pid}-${startTicks(process.pid) ?? 0}-${pidNamespace()}`;
}

/** True only when the process of that tag has certainly ended. */
export function isProcessGone(tag: string): boolean {
  const [pid, ticks, namespace] = tag.split('-').map(Number);
  if (pid === undefined || !Number.isSafeInteger(pid) || pid <= 0 || namespace !== pidNamespace()) {
    return false;
  }
  if (!isRunning(pid)) {
    return true;
  }
  const now = startTicks(pid);
  return ticks !== undefined && ticks !== 0 && now !== null && now !== ticks;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

function startTicks(pid: number): number | null {
  const stat = readOrNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the command in brackets and may hold spaces; the start time is the 20th field after it.
  const ticks = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  return Number.isSafeInteger(ticks) ? ticks : null;
}

function pidNamespace(): number {
  const digits = readOrNull(() => readlinkSync('/proc/self/ns/pid'))?.replace(/\D/g, '');
  return Number(digits ?? 0);
}

function readOrNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null; // no /proc on this system
  }
}
