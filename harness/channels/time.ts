import { type StepTime, stepTimeSchema } from '../evidence/step-time.ts';
import type { Channel } from './channel.ts';
import { compareTimes, describeTime, findDoubt } from './time-class.ts';

/** How long a request took, as a class, and whether a stream arrived as it came about. */
export const time: Channel<StepTime> = {
  name: 'time',
  title: 'Time',
  view: 'value',
  compared: [
    {
      part: 'how long a request took',
      how: 'by class (instant, interactive, slow, timeout), where one target took five times as long and two seconds longer',
      why: 'doubles answer faster than databases, and a busy machine slows both down',
    },
    {
      part: 'how a stream arrived',
      how: 'as live or buffered, where the stream took long enough to tell',
      why: 'the moments of single events depend on the machine',
    },
    {
      part: 'how long a request took while most of it some process waited for a processor',
      how: 'not compared up to 20 seconds, and inconclusive (`machine_contended`) beyond',
      why: 'the machine may have made it longer',
    },
    { part: 'milliseconds', how: 'not compared', why: 'they differ on every run' },
  ],
  schema: stepTimeSchema,
  seenIn: (step) => step.time,
  toJson: (seen) => ({ ...seen, ...describeTime(seen) }),
  toCanonical: (seen) => describeTime(seen),
  compare: (left, right) => compareTimes(left.seen, right.seen),
  findDoubt,
  // No rule reaches a measured time.
  locate: () => [],
  describePointer: (pointer) => `time ${pointer}`.trim(),
  isSecondary: () => true,
};
