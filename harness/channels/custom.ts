import { jsonSchema } from '../evidence/schema.ts';
import type { Json } from '../values/json.ts';
import type { Channel } from './channel.ts';

/** A channel that a project names in its configuration, such as the mails that its system sent. */
export function customChannel(name: string): Channel<Json> {
  return {
    name,
    title: name,
    view: 'value',
    compared: COMPARED,
    schema: jsonSchema,
    seenIn: ({ channels = {} }) => (Object.hasOwn(channels, name) ? channels[name] : undefined),
    toJson: (seen) => seen,
    toCanonical: (seen, context) => context.toSymbols(seen, ''),
    locate: ({ channels = {} }) => {
      const value = Object.hasOwn(channels, name) ? channels[name] : undefined;
      return value === undefined ? [] : [{ path: ['channels', name], pointer: '', value }];
    },
    describePointer: (pointer) => `${name} ${pointer}`.trim(),
  };
}

const COMPARED = [{ part: 'the whole value that a target shows', how: 'up to symbols and the rules of the channel' }];
