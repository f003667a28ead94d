import { list } from '../evidence/schema.ts';
import { streamEventSchema } from '../evidence/step.ts';
import type { StreamEvent } from '../values/event-stream.ts';
import type { Json } from '../values/json.ts';
import type { Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';
import { canonicalEvents } from './stream-rules.ts';

/** The events of a response of type `text/event-stream`. */
export const stream: Channel<readonly StreamEvent[]> = {
  name: 'stream',
  title: 'Events',
  view: 'events',
  compared: [
    { part: 'number and order of the events', how: 'exactly, up to the rules `delta` and `parallel`' },
    { part: 'name of an event', how: 'exactly' },
    { part: 'id of an event', how: 'exactly, or as one more than the id before under the rule `sequence`' },
    { part: 'data of an event', how: 'up to symbols' },
    { part: 'comments and `retry`', how: 'not compared', why: 'a client acts on neither as an event' },
    { part: 'chunks of TCP and HTTP', how: 'not compared', why: 'the network cuts them anew on every run' },
  ],
  seenIn: (step) => step.stream,
  schema: list(streamEventSchema),
  toJson: copyEvents,
  toCanonical: (events, context) => context.toSymbols(canonicalEvents(events, context.rules), ''),
  locate: ({ stream: events }) =>
    events === undefined ? [] : [{ path: ['stream'], pointer: '', value: copyEvents(events) }],
  describePointer: (pointer) => {
    const { first, after } = splitPlace(pointer);
    return first === '' ? 'events' : `event ${toOrdinal(first)} ${after(1)}`.trim();
  },
};

function copyEvents(events: readonly StreamEvent[]): Json {
  return events.map((event) => ({ ...event }));
}
