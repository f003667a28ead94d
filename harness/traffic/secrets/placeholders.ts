/** Values by the names that stand for them in a cassette: `OPENAI_ORG` for `{{OPENAI_ORG}}`. */
export type Placeholders = Readonly<Record<string, string>>;

/** Bytes in which something was replaced, and where a place in them was before. */
export interface Replaced {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where an offset of the old bytes is in the new ones. One inside a replaced value moves to its end. */
  moved(offset: number): number;
}

/** A value that can be told apart, and put into a JSON string as it is. */
const USABLE = /^[\x21\x23-\x5b\x5d-\x7e]{8,}$/;

/** What to look for, and what to put there. */
type Pair = readonly [from: string, to: string];

/** For each value of at least 8 printable ASCII characters without quotes: the value, and its placeholder. Longest first. */
function pairsOf(placeholders: Placeholders): readonly Pair[] {
  return Object.entries(placeholders)
    .filter(([, value]) => USABLE.test(value))
    .map(([name, value]): Pair => [value, `{{${name}}}`])
    .sort(([a], [b]) => b.length - a.length);
}

/** Puts placeholders in the place of the values that they stand for, as they are and URL-encoded. */
export function hideValues(text: string, placeholders: Placeholders): string {
  return pairsOf(placeholders).reduce(
    (hidden, [value, name]) => hidden.replaceAll(value, name).replaceAll(encodeURIComponent(value), name),
    text,
  );
}

/** Puts the values back in the place of their placeholders. */
export function revealValues(text: string, placeholders: Placeholders): string {
  return pairsOf(placeholders).reduce((shown, [value, name]) => shown.replaceAll(name, value), text);
}

export function hideValuesInBytes(bytes: Uint8Array, placeholders: Placeholders): Replaced {
  return replace(bytes, pairsOf(placeholders));
}

export function revealValuesInBytes(bytes: Uint8Array, placeholders: Placeholders): Replaced {
  return replace(
    bytes,
    pairsOf(placeholders).map(([value, name]): Pair => [name, value]),
  );
}

/** As Latin-1, in which a character is a byte. */
function replace(bytes: Uint8Array, pairs: readonly Pair[]): Replaced {
  const text = Buffer.from(bytes).toString('latin1');
  const shifts: { readonly start: number; readonly end: number; readonly by: number }[] = [];
  let [result, position] = ['', 0];
  for (let hit = nextHit(text, pairs, 0); hit !== null; hit = nextHit(text, pairs, position)) {
    const [from, to] = hit.pair;
    result += text.slice(position, hit.index) + to;
    position = hit.index + from.length;
    shifts.push({ start: hit.index, end: position, by: to.length - from.length });
  }
  return {
    bytes: new Uint8Array(Buffer.from(result + text.slice(position), 'latin1')),
    moved: (offset) => {
      const inside = shifts.find(({ start, end }) => offset > start && offset < end);
      const from = inside?.end ?? offset;
      return shifts.reduce((place, { end, by }) => (end <= from ? place + by : place), from);
    },
  };
}

function nextHit(text: string, pairs: readonly Pair[], from: number) {
  const hits = pairs.map((pair) => ({ pair, index: text.indexOf(pair[0], from) })).filter(({ index }) => index !== -1);
  return hits.toSorted((a, b) => a.index - b.index)[0] ?? null;
}
