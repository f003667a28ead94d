import { type AuditEvent, auditEventSchema, groupByEvent } from '../evidence/audit-event.ts';
import { list } from '../evidence/schema.ts';
import { join, pointerOf } from '../values/pointer.ts';
import type { Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';
import { toSharedOrder } from './shared-order.ts';

/**
 * What the system logged, by the name of the event. The events of one name are a multiset: requests run side by side, and
 * the event that ends one may come before or after that of another.
 */
export const audit: Channel<readonly AuditEvent[]> = {
  name: 'audit',
  title: 'Audit log',
  view: 'value',
  compared: [
    { part: 'names of the events of a step', how: 'exactly' },
    { part: 'number of events of a name', how: 'exactly' },
    { part: 'level and fields of an event', how: 'up to symbols' },
    {
      part: 'order of the events of a step',
      how: 'not compared',
      why: 'requests run side by side, and either of two may be logged first',
    },
  ],
  schema: list(auditEventSchema),
  seenIn: (step) => step.audit,
  toJson: (events) => groupByEvent(events),
  toCanonical: (events, context) =>
    Object.fromEntries(
      Object.entries(groupByEvent(events)).map(([name, own]) => [name, toSharedOrder(own, join('', name), context)]),
    ),
  locate: ({ audit: events = [] }) => {
    const counts = new Map<string, number>();
    return events.flatMap(({ event, level, fields }, index) => {
      const ordinal = counts.get(event) ?? 0;
      counts.set(event, ordinal + 1);
      return Object.entries({ level, fields }).map(([key, value]) => ({
        path: ['audit', String(index), key],
        pointer: pointerOf([event, ordinal, key]),
        value,
      }));
    });
  },
  describePointer: (pointer) => {
    const { first, second, after } = splitPlace(pointer);
    if (first === '') {
      return 'audit log';
    }
    return `audit event ${first}${second === '' ? '' : ` ${toOrdinal(second)}`} ${after(2)}`.trim();
  },
};
