import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import type { TargetOptions } from '../../scenario/api/target-option.ts';

/** The options that a configuration and its targets declare. Of one that several declare, every value is accepted. */
export function collectTargetOptions({ options = {}, targets }: ParityConfig): TargetOptions {
  const declared = [options, ...Object.values(targets).map((target) => target.options ?? {})].flatMap(Object.entries);
  const groups = Map.groupBy(declared, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const [first, ...others] = group.map(([, option]) => option);
      const lists = [first, ...others].map((option) => option?.values);
      const isFree = lists.some((values) => values === undefined);
      const values = [...new Set(lists.flatMap((list) => list ?? []))];
      return [name, { description: first?.description ?? '', ...(isFree ? {} : { values }) }];
    }),
  );
}
