import { hostname } from 'node:os';
import { processTag } from 'ultra-parity';

export const LABEL = {
  run: 'ultra-parity.run',
  host: 'ultra-parity.host',
  process: 'ultra-parity.process',
} as const;

/** Marks what a run creates in an engine, so that a later run can remove what a killed one left behind. */
export function ownLabels(runId: string): Record<string, string> {
  return { [LABEL.run]: runId, [LABEL.host]: hostname(), [LABEL.process]: processTag() };
}
