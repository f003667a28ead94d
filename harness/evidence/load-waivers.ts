import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { HarnessError } from '../base/harness-error.ts';
import { hasCode } from '../base/has-code.ts';
import { describeProblem, list } from './schema.ts';
import { type Waiver, waiverSchema } from './waiver.ts';

/** The file of waivers cannot be read, so it is not known what was approved. */
class WaiversInvalid extends HarnessError {
  readonly code = 'PARITY_WAIVERS_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} cannot be used: ${problem}.`, { hint: 'See docs/guides/waivers.md for what a waiver says.', cause });
  }
}

const file = z.strictObject({ waivers: list(waiverSchema).nullable() });

/**
 * The waivers of a YAML file; none where there is no file. `channels` are the names of those that the project has.
 *
 * @throws WaiversInvalid
 */
export async function loadWaivers(path: string, channels: readonly string[]): Promise<readonly Waiver[]> {
  const text = await readIfThere(path);
  if (text === undefined) {
    return [];
  }
  const read = file.safeParse(parsed(path, text));
  if (!read.success) {
    throw new WaiversInvalid(path, describeProblem(read.error));
  }
  const waivers = read.data.waivers ?? [];
  const twice = waivers.find(({ id }, index) => waivers.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) {
    throw new WaiversInvalid(path, `the id ${twice.id} is given twice`);
  }
  const lost = waivers.findIndex(({ channel }) => !channels.includes(channel));
  if (lost !== -1) {
    throw new WaiversInvalid(path, `at /waivers/${lost}/channel is none of ${channels.join(', ')}`);
  }
  return waivers;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw new WaiversInvalid(path, 'it cannot be read', error);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return parse(text, { schema: 'core' });
  } catch (error) {
    throw new WaiversInvalid(path, error instanceof Error ? error.message : String(error), error);
  }
}
