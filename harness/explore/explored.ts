import type { Call } from '../scenario/api/call.ts';
import { scenario } from '../scenario/scenario.ts';
import { driveCalls } from './drive-calls.ts';

/** Declares a sequence that `parity explore` found as a scenario, so that it is run for good. */
export function explored(title: string, calls: readonly Call[]): void {
  scenario(title, driveCalls(calls));
}
