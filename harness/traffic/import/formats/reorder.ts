import type { SourceEntry } from './import-format.ts';

/**
 * The entries with those of one group in the order of their ranks, in the places that the group has; what has no group
 * keeps its place. `position` is that in the source.
 */
export function reordered(
  entries: readonly SourceEntry[],
  order: {
    readonly groupOf: (position: number) => string | undefined;
    readonly rankOf: (position: number) => number;
  },
): readonly SourceEntry[] {
  const groups = Map.groupBy(entries, ({ position }) => order.groupOf(position) ?? `alone ${position}`);
  const queues = new Map(
    [...groups].map(([group, list]) => [
      group,
      list.toSorted((a, b) => order.rankOf(a.position) - order.rankOf(b.position)).values(),
    ]),
  );
  return entries.flatMap(({ position }) => {
    const next = queues.get(order.groupOf(position) ?? `alone ${position}`)?.next();
    return next === undefined || next.done === true ? [] : [next.value];
  });
}
