import { z } from 'zod';
import { jsonObjectSchema, object } from './schema.ts';

/** One structured event that the system under test logged. When it was logged is in the order of the events alone. */
export const auditEventSchema = object({
  /** The stable name: `login_failed`. */
  event: z.string(),
  level: z.string(),
  fields: jsonObjectSchema,
});

export type AuditEvent = z.infer<typeof auditEventSchema>;

/**
 * The events of a step as the channel `audit` shows them: lists by the name of the event, in the order in which
 * they were logged.
 */
export function groupByEvent(events: readonly AuditEvent[]): Record<string, Omit<AuditEvent, 'event'>[]> {
  const names = [...new Set(events.map(({ event }) => event))].toSorted();
  return Object.fromEntries(
    names.map((name) => [
      name,
      events.filter(({ event }) => event === name).map(({ level, fields }) => ({ level, fields })),
    ]),
  );
}
