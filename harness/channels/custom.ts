import { jsonSchema } from '../evidence/schema.ts';
import type { Json } from '../values/json.ts';
import type { Channel } from './channel.ts';
import { createShownChannel } from './shown-channel.ts';

/** A channel that a project names in its configuration, such as the mails that its system sent. */
export function createCustomChannel(name: string): Channel<Json> {
  return createShownChannel(name, jsonSchema);
}
