import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { scenario } from '../scenario/scenario.ts';
import { driveRequests } from './drive-calls.ts';

/** Declares a sequence that `parity explore` found as a scenario of the suite. */
export function replayedSequence(title: string, requests: readonly GeneratedRequest[]): void {
  scenario(title, driveRequests(requests));
}
