import type { z } from 'zod';
import { EvidenceInvalid } from '../evidence/evidence-invalid.ts';
import { describeProblem } from '../evidence/schema.ts';
import type { Json } from '../values/json.ts';
import type { Channel, SeenStep } from './channel.ts';

/**
 * A channel that a target shows under its name in `channels` of its instance: read after the last step, and wherever a
 * scenario asks for the channels. What it needs beyond this, it overrides.
 */
export function createShownChannel<Seen extends Json>(name: string, schema: z.ZodType<Seen>): Channel<Seen> {
  return {
    name,
    title: name,
    view: 'value',
    compared: COMPARED,
    schema,
    isShownByTarget: true,
    seenIn: (step) => {
      const value = findValue(step, name);
      return value === undefined ? undefined : parsePart(name, schema, value);
    },
    toJson: (seen) => seen,
    toCanonical: (seen, context) => context.toSymbols(seen, ''),
    locate: (step) => {
      const value = findValue(step, name);
      return value === undefined ? [] : [{ path: ['channels', name], pointer: '', value }];
    },
    describePointer: (pointer) => `${name} ${pointer}`.trim(),
  };
}

const COMPARED = [{ part: 'the whole value that a target shows', how: 'up to symbols and the rules of the channel' }];

function findValue({ channels = {} }: SeenStep, name: string): Json | undefined {
  return Object.hasOwn(channels, name) ? channels[name] : undefined;
}

function parsePart<Seen>(name: string, schema: z.ZodType<Seen>, value: Json): Seen {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new EvidenceInvalid(`The channel ${name}`, describeProblem(parsed.error));
  }
  return parsed.data;
}
