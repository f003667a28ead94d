/** The first tokens of a pointer as they stand in it, to describe a place. */
export interface PlaceTokens {
  readonly first: string;
  readonly second: string;
  readonly third: string;
  /** The pointer without so many of its first tokens. */
  after(count: number): string;
}

export function splitPlace(pointer: string): PlaceTokens {
  const tokens = pointer.split('/').slice(1);
  const [first = '', second = '', third = ''] = tokens;
  return {
    first,
    second,
    third,
    after: (count) =>
      tokens
        .slice(count)
        .map((token) => `/${token}`)
        .join(''),
  };
}

/** People count from 1: `/0/request` is the first call. */
export function toOrdinal(token: string): string {
  return /^\d+$/.test(token) ? String(Number(token) + 1) : token;
}
