/** What each node leads to. */
export type Graph = ReadonlyMap<string, readonly string[]>;

interface Visit {
  readonly index: number;
  /** The lowest index that can be reached from here on the stack. */
  low: number;
  isOnStack: boolean;
}

/**
 * For tests: the groups of nodes that lead back to each other, each sorted. A node that leads only to itself is none.
 *
 * @see Tarjan, R. (1972): Depth-first search and linear graph algorithms
 */
export function findCycles(graph: Graph): string[][] {
  const visits = new Map<string, Visit>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  const visit = (node: string): Visit => {
    const own: Visit = { index: visits.size, low: visits.size, isOnStack: true };
    visits.set(node, own);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = visits.get(next);
      if (known === undefined) {
        own.low = Math.min(own.low, visit(next).low);
      } else if (known.isOnStack) {
        own.low = Math.min(own.low, known.index);
      }
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) {
        Object.assign(visits.get(member) ?? own, { isOnStack: false });
      }
      if (group.length > 1) {
        cycles.push(group.toSorted());
      }
    }
    return own;
  };

  for (const node of graph.keys()) {
    if (!visits.has(node)) {
      visit(node);
    }
  }
  return cycles;
}
