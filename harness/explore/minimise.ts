/**
 * The same list without what it does not take to fail. Halves are left out first, then smaller and smaller pieces down to
 * single items, each from the end: what comes after the failure goes at once.
 */
export async function minimise<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let smallest = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    smallest = await withoutPieces(smallest, size, fails);
  }
  return smallest.length < items.length ? await untilNothingGoes(smallest, fails) : smallest;
}

/** What could not go while something else was there may be able to go now. */
async function untilNothingGoes<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  const fewer = await withoutPieces(items, 1, fails);
  return fewer.length < items.length ? await untilNothingGoes(fewer, fails) : fewer;
}

async function withoutPieces<T>(
  items: readonly T[],
  size: number,
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let smallest = items;
  for (let end = smallest.length; end > 0 && smallest.length > 1; end -= size) {
    const start = Math.max(0, end - size);
    const candidate = smallest.toSpliced(start, end - start);
    if (candidate.length > 0 && (await fails(candidate))) {
      smallest = candidate;
    }
  }
  return smallest;
}
