import { eventStreamSchema } from '../evidence/step.ts';
import { type EventStream, listStreamItems, type StreamEvent } from '../values/event-stream.ts';
import type { Json } from '../values/json.ts';
import type { Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';
import { toCanonicalEvents } from './stream-rules.ts';

/** The events of a response of type `text/event-stream`. */
export const stream: Channel<EventStream> = {
  name: 'stream',
  title: 'Events',
  view: 'events',
  compared: [
    { part: 'number and order of the events', how: 'exactly, up to the rules `delta` and `parallel`' },
    { part: 'name of an event', how: 'exactly' },
    { part: 'id of an event', how: 'exactly, or as one more than the id before under the rule `sequence`' },
    { part: 'data of an event', how: 'up to symbols' },
    { part: 'whether the data is a text, or a text in JSON', how: 'exactly' },
    { part: '`retry`', how: 'exactly' },
    { part: 'what came after the last blank line', how: 'up to symbols' },
    { part: 'comments, and fields that the standard does not know', how: 'as a list of different ones' },
    {
      part: 'comments that come by themselves after a second of silence',
      how: 'not compared',
      why: 'they keep the connection open, so whether one comes is a matter of time',
    },
    {
      part: 'kind of line ends, byte order mark, order of the fields of an event',
      how: 'not compared',
      why: 'the standard gives them no meaning',
    },
    { part: 'chunks of TCP and HTTP', how: 'not compared', why: 'the network cuts them anew on every run' },
  ],
  seenIn: (step) => step.stream,
  schema: eventStreamSchema,
  toJson: ({ events }) => copyEvents(events),
  toCanonical: ({ events, ...rest }, context) =>
    context.toSymbols([...toCanonicalEvents(events, context.rules), ...listStreamItems({ ...rest, events: [] })], ''),
  locate: ({ stream: seen }) =>
    seen === undefined ? [] : [{ path: ['stream', 'events'], pointer: '', value: copyEvents(seen.events) }],
  describePointer: (pointer) => {
    const { first, after } = splitPlace(pointer);
    return first === '' ? 'events' : `event ${toOrdinal(first)} ${after(1)}`.trim();
  },
};

function copyEvents(events: readonly StreamEvent[]): Json {
  return events.map((event) => ({ ...event }));
}
