import { InvalidArgumentError } from 'commander';
import type { Shard } from '../../evidence/manifest.ts';

/**
 * Reads `--shard i/n`.
 *
 * @throws InvalidArgumentError
 */
export function parseShard(value: string): Shard {
  const [, index, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value) ?? [];
  const parsed = { index: Number(index), of: Number(of) };
  if (!(parsed.index <= parsed.of)) {
    throw new InvalidArgumentError('Say which of how many: 1/4, 2/4, 3/4, 4/4.');
  }
  return parsed;
}
