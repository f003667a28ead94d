import { z } from 'zod';
import { object } from './schema.ts';

/** How a stream arrived. */
export const deliverySchema = object({
  /** Reads from the network that completed an event. */
  flushes: z.number(),
  /** When the first event was complete, in milliseconds after the request. */
  firstMs: z.number(),
  /** When the last event was complete, in milliseconds after the request. */
  lastMs: z.number(),
});

export type Delivery = z.infer<typeof deliverySchema>;

/** How long a request took, as it was measured. Only its class is compared (`harness/channels/time-class.ts`). */
export const stepTimeSchema = object({
  /** When the request was sent (RFC 3339, UTC). */
  startedAt: z.iso.datetime(),
  /** From sending the request to the end of the response, in milliseconds. */
  durationMs: z.number(),
  /** The part of it in which the machine had no time for this process, in milliseconds. */
  stalledMs: z.number(),
  /**
   * The part of it in which some process of the machine waited for a processor, in milliseconds; null where the machine
   * does not report it (only Linux does, as "pressure stall information").
   */
  contendedMs: z.number().nullable(),
  /** Only where a stream was read to its end. */
  delivery: deliverySchema.exactOptional(),
});

export type StepTime = z.infer<typeof stepTimeSchema>;
