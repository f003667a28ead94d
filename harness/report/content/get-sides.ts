import type { Divergence } from '../../evidence/divergence.ts';
import type { Json } from '../../values/json.ts';

/** What one of the two targets of a divergence showed. `value` is undefined where it showed nothing. */
export interface Side {
  readonly target: string;
  readonly value: Json | undefined;
}

/** Both sides of a divergence. A side without a value differs from a side with null. */
export function getSides({ targets, kind, left, right }: Divergence): readonly [Side, Side] {
  const isOnlyRight = kind === 'extra' && left === null;
  const isOnlyLeft = kind === 'missing' && right === null;
  return [
    { target: targets[0], value: isOnlyRight ? undefined : left },
    { target: targets[1], value: isOnlyLeft ? undefined : right },
  ];
}
