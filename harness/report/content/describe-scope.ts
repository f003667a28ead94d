import { counted } from '../../base/plural.ts';
import type { Scope } from '../../evidence/verdict.ts';

/** How many scenarios were judged; of a part of the suite, which part: `partial run: 1 of 84 scenarios (--scenario a/**)`. */
export function describeScope({ kind, selection, shards, scenarios, of }: Scope): string {
  if (kind === 'whole') {
    return counted(scenarios, 'scenario');
  }
  const parts = [
    ...(selection === undefined ? [] : [`--scenario ${selection}`]),
    ...(shards === undefined ? [] : [`--shard ${shards.map(({ index, of: all }) => `${index}/${all}`).join(' and ')}`]),
  ];
  return `partial run: ${scenarios} of ${counted(of, 'scenario')} (${parts.join(', ')})`;
}
