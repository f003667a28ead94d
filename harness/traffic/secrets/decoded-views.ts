/** A text as it reads once an encoding is undone, and where each part of it was before. */
export interface View {
  readonly text: string;
  /** Where the characters from `start` up to `end` of the view stand in the text that it was made from. */
  locate(start: number, end: number): Span;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

const JSON_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([^u]))/g;
const PERCENT_ESCAPES = /(?:%[0-9a-fA-F]{2})+/g;
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text without the escapes of JSON strings, and without those of URLs, where it has any. */
export function undoEscapes(text: string): readonly View[] {
  return [
    ...(text.includes('\\') ? [undo(text, JSON_ESCAPE, unescapeJson)] : []),
    ...(text.includes('%') ? [undo(text, PERCENT_ESCAPES, ([run = '']) => decodePercent(run))] : []),
  ].filter((view) => view.text !== text);
}

function unescapeJson([, code, character = '']: RegExpExecArray): string {
  return code === undefined ? (CONTROL[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16));
}

function decodePercent(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

function undo(text: string, pattern: RegExp, decode: (match: RegExpExecArray) => string): View {
  const escapes: { readonly decoded: Span; readonly original: Span }[] = [];
  let [decoded, position] = ['', 0];
  for (const match of text.matchAll(pattern)) {
    decoded += text.slice(position, match.index);
    const start = decoded.length;
    decoded += decode(match);
    position = match.index + match[0].length;
    escapes.push({
      decoded: { start, end: decoded.length },
      original: { start: match.index, end: position },
    });
  }
  decoded += text.slice(position);
  const lookUp = (offset: number, isEnd: boolean): number => {
    const last = findLast(escapes, ({ decoded: { start } }) => (isEnd ? start < offset : start <= offset));
    if (last === undefined) {
      return offset;
    }
    if (offset >= last.decoded.end) {
      return last.original.end + offset - last.decoded.end;
    }
    return isEnd ? last.original.end : last.original.start;
  };
  return { text: decoded, locate: (start, end) => ({ start: lookUp(start, false), end: lookUp(end, true) }) };
}

/** The last of ascending items for which the predicate holds, by bisection. */
function findLast<Item>(items: readonly Item[], holds: (item: Item) => boolean): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return items[low - 1];
}

/**
 * Base64 of text: the first of each four characters says that a byte below 128 follows. Shorter runs hold no key; random
 * bytes make few runs of this length.
 */
const BASE64_OF_TEXT = /(?:[CDI-Za-f][A-Za-z0-9+/_-]{3}){6,}[A-Za-z0-9+/_-]{0,3}/g;
const SHORTEST_BASE64 = 26;
/** Bytes at random are not printable for so long. */
const READABLE = /[\x20-\x7e\s]{16}/;

/** What the runs of base64 in the text decode to, as Latin-1, from each of the four characters where a group may begin. */
export function decodeBase64Runs(text: string): readonly View[] {
  if (text.length < SHORTEST_BASE64) {
    return [];
  }
  return [...text.matchAll(BASE64_OF_TEXT)].flatMap(({ 0: run, index }) =>
    [0, 1, 2, 3].flatMap((shift) => {
      const decoded = Buffer.from(run.slice(shift), 'base64').toString('latin1');
      const locate = (start: number, end: number) => ({
        start: index + shift + Math.floor(start / 3) * 4,
        end: Math.min(index + run.length, index + shift + Math.ceil(end / 3) * 4),
      });
      return READABLE.test(decoded) ? [{ text: decoded, locate }] : [];
    }),
  );
}
