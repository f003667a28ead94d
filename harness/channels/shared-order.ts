import type { Json } from '../values/json.ts';
import { join } from '../values/pointer.ts';
import type { Canonical } from './channel.ts';

/**
 * Items without an order of their own, in one that two runs share: by everything but the identifiers that nothing earlier
 * has shown. Each item has its place in the rules.
 */
export function toSharedOrder(items: readonly Json[], pointer: string, context: Canonical): Json[] {
  return sortByKey(items, (item) => context.toSortKey(item, join(pointer, 0))).map((item, index) =>
    context.toSymbols(item, join(pointer, index)),
  );
}

/** Stable, and by code unit: the same in every locale. */
export function sortByKey<T>(items: readonly T[], toKey: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: toKey(item) }))
    .toSorted((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);
}

/** By code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
