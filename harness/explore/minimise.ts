/**
 * The same list without what it does not take to fail: each item is left out in turn, from the end, for as long as anything
 * can be. A list that shrank by halves often keeps an item that happens to stand in the way.
 */
export async function minimise<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let smallest = items;
  for (let index = smallest.length - 1; index >= 0 && smallest.length > 1; index -= 1) {
    const candidate = smallest.toSpliced(index, 1);
    if (await fails(candidate)) smallest = candidate;
  }
  return smallest.length < items.length ? await minimise(smallest, fails) : smallest;
}
