import type { Transcript } from '../evidence/transcript.ts';
import type { SeenStep } from './channel.ts';

/** The label of the pseudo-step that holds what the scenario left behind. */
export const AFTERWARDS = 'after the last step';

export interface LabelledStep {
  readonly label: string;
  readonly step: SeenStep;
  /** Where it lies in the transcript file. */
  readonly path: readonly string[];
}

/** The steps of a transcript, and what was seen after the last one as a step of its own. */
export function listSteps({
  steps,
  tables,
  channels,
}: Pick<Transcript, 'steps' | 'tables' | 'channels'>): LabelledStep[] {
  const left = { ...(tables === null ? {} : { tables }), ...(channels === undefined ? {} : { channels }) };
  const hasLeft = tables !== null || Object.keys(channels ?? {}).length > 0;
  return [
    ...steps.map((step, index) => ({ label: step.label, step, path: ['steps', String(index)] })),
    ...(hasLeft ? [{ label: AFTERWARDS, step: left, path: [] }] : []),
  ];
}
