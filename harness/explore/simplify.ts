import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { isJsonObject } from '../values/json.ts';

/** The same calls, each without the parts of its request that it does not take to fail. */
export async function simplify(
  calls: readonly GeneratedRequest[],
  fails: (calls: readonly GeneratedRequest[]) => Promise<boolean>,
): Promise<readonly GeneratedRequest[]> {
  let simplest = calls;
  for (const index of calls.keys()) {
    // Those before `next` are known to be needed, and stay at their places when a later one goes.
    for (let next = 0; ; ) {
      const call = simplest[index];
      const simpler = call === undefined ? undefined : listSimpler(call)[next];
      if (simpler === undefined) {
        break;
      }
      const candidate = simplest.with(index, simpler);
      if (await fails(candidate)) {
        simplest = candidate;
      } else {
        next += 1;
      }
    }
  }
  return simplest;
}

const PARTS = ['headers', 'query', 'json'] as const;

/** The call without one more thing: a header, a parameter of the query, a property of the body. */
function listSimpler(call: GeneratedRequest): GeneratedRequest[] {
  return PARTS.flatMap((part) => {
    const { [part]: value, ...rest } = call;
    if (value === undefined || !isJsonObject(value)) {
      return [];
    }
    return Object.keys(value).map((name): GeneratedRequest => {
      const fewer = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      return part !== 'json' && Object.keys(fewer).length === 0 ? rest : { ...rest, [part]: fewer };
    });
  });
}
