import { z } from 'zod';
import { type StartOutcome, type StopOutcome, startOutcomeSchema, stopOutcomeSchema } from '../evidence/step.ts';
import type { Channel } from './channel.ts';
import { splitPlace } from './place-tokens.ts';

/** How the system started, and how it ended when it was told to stop. */
export const start: Channel<StartOutcome | StopOutcome> = {
  name: 'start',
  title: 'Start of the server',
  view: 'value',
  compared: [
    { part: 'whether the system listens or refuses to start', how: 'exactly' },
    { part: 'code, exit code, message and hint of a refusal', how: 'up to symbols' },
    { part: 'exit code after a stop, and whether a later connection is refused', how: 'exactly' },
    {
      part: 'everything after the start, where one target refuses to start',
      how: 'not compared',
      why: 'the other target has nothing to be compared with; the verdict is divergent',
    },
    { part: 'how long the start takes', how: 'not compared', why: 'it belongs to the way the target is started' },
  ],
  schema: z.union([startOutcomeSchema, stopOutcomeSchema]),
  seenIn: (step) => step.stop ?? step.start,
  toJson: (seen) => seen,
  toCanonical: (seen, context) => context.toSymbols(seen, ''),
  locate: (step) =>
    (['start', 'stop'] as const).flatMap((part) =>
      step[part] === undefined ? [] : [{ path: [part], pointer: '', value: step[part] }],
    ),
  summarise: ({ outcome }) => outcome,
  describePointer: (pointer) => {
    const { first } = splitPlace(pointer);
    return first === '' ? 'start of the server' : `start of the server, ${first}`;
  },
};
