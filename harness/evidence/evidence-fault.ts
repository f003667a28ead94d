import { z } from 'zod';
import { object } from './schema.ts';

/**
 * Why an observation cannot be trusted. A scenario with a fault is never equivalent: what could not be observed is
 * inconclusive, and the hint says what to do about it.
 */
export const evidenceFaultSchema = object({
  code: z.enum([
    'cassette_missing',
    'cassette_invalid',
    'unrecorded_request',
    'unplayed_interaction',
    'interception_escaped',
    'secret_in_cassette',
    'witness_failed',
    'channel_unread',
    'drive_failed',
    'target_failed',
    'nothing_observed',
    'request_not_awaited',
    'expectation_late',
    'expectation_unreadable',
    'transcript_missing',
    'transcript_invalid',
    'scenario_file_failed',
    'target_unprepared',
    'interrupted',
  ]),
  /** What happened, in full sentences; may span lines. Holds no secret. */
  message: z.string(),
  /** The next step, a command where there is one. */
  hint: z.string(),
});

export type EvidenceFault = z.infer<typeof evidenceFaultSchema>;
