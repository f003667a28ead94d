import { findChannel, SHOWN_CHANNELS } from '../../channels/channels.ts';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { describeProblem } from '../../evidence/schema.ts';
import type { OwnChannels } from '../../evidence/step.ts';
import type { Json } from '../../values/json.ts';
import { toJson } from '../../values/to-json.ts';
import type { TargetInstance } from '../api/target.ts';

/** What the project's own channels showed, and why some could not be read. */
export interface ShownChannels {
  readonly values: OwnChannels;
  readonly faults: readonly EvidenceFault[];
}

/**
 * Reads the channels that the configuration names, and the built-in ones that the target shows. One that is named and not
 * shown was not observed.
 */
export async function readChannels(
  named: readonly string[],
  { channels = {} }: Pick<TargetInstance, 'channels'>,
): Promise<ShownChannels> {
  const names = [...named, ...SHOWN_CHANNELS.filter((name) => Object.hasOwn(channels, name))];
  const read = await Promise.all(names.map((name) => readChannel(name, channels[name])));
  const unnamed = Object.keys(channels).filter((name) => !names.includes(name));
  return {
    values: Object.fromEntries(read.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
    faults: [
      ...read.flatMap(({ fault }) => fault ?? []),
      ...unnamed.map((name) => unread(`The target shows a channel ${name}, which the configuration does not name.`)),
    ],
  };
}

interface ReadChannel {
  readonly name: string;
  readonly value?: Json;
  readonly fault?: EvidenceFault;
}

async function readChannel(name: string, read: (() => Promise<Json>) | undefined): Promise<ReadChannel> {
  if (read === undefined) {
    return { name, fault: unread(`The target does not show the channel ${name}.`) };
  }
  try {
    const value = toJson(await read());
    const { error } = findChannel(name).schema.safeParse(value);
    return error === undefined
      ? { name, value }
      : { name, fault: unread(`The channel ${name} has another shape: ${describeProblem(error)}.`) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { name, fault: unread(`The channel ${name} could not be read: ${why}`) };
  }
}

function unread(message: string): EvidenceFault {
  return {
    code: 'channel_unread',
    message,
    hint: 'Name it in `channels` of the configuration, and have `setUp` of every target give it.',
  };
}
