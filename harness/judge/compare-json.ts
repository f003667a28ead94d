import type { Comparison } from '../channels/channel.ts';
import type { Difference, DivergenceKind } from '../evidence/divergence.ts';
import { findSharedFormats } from '../values/formats/formats.ts';
import { getMember, isJsonObject, isLosslessNumber, type Json, type JsonObject, jsonType } from '../values/json.ts';
import { writeJson } from '../values/lossless-json.ts';
import { join } from '../values/pointer.ts';
import { SYMBOL } from './symbol-table.ts';

/** Unmatched items of a list beyond this many are counted by the `length` divergence and not listed. */
const LISTED_ITEMS = 20;

/**
 * Compares canonical values up to a renaming of symbols: the identity that the left side calls `<uuid.v4#3>` may be
 * `<uuid.v4#4>` on the right, but it must be that everywhere. One comparison spans a whole transcript, so an extra
 * identifier on one side does not make all that follow it look different.
 */
export class JsonComparison implements Comparison {
  readonly #rightOfLeft = new Map<string, string>();
  readonly #leftOfRight = new Map<string, string>();

  compare(left: Json, right: Json, pointer = ''): Difference[] {
    // Most of what is compared agrees, and then nobody asks where it stands. What this pairs, the search below pairs too.
    return this.#agree(left, right) ? [] : this.#findDifferences(left, right, pointer);
  }

  #agree(left: Json, right: Json): boolean {
    if (typeof left === 'string') {
      return typeof right === 'string' && this.#isSameText(left, right);
    }
    if (Array.isArray(left)) {
      if (!Array.isArray(right) || left.length !== right.length) {
        return false;
      }
      return left.every((item, index) => this.#agree(item, right[index] ?? null));
    }
    if (!isJsonObject(left)) {
      return areEqualLeaves(left, right);
    }
    if (!isJsonObject(right)) {
      return false;
    }
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) {
      return false;
    }
    const namesOnRight = this.#pairNames(left, right);
    return keys.every((key) => {
      const [a, b] = [getMember(left, key), getNamed(right, key, namesOnRight)];
      return a !== undefined && b !== undefined && this.#agree(a, b);
    });
  }

  #findDifferences(left: Json, right: Json, pointer: string): Difference[] {
    if (Array.isArray(left) && Array.isArray(right)) {
      return this.#compareLists(left, right, pointer);
    }
    if (isJsonObject(left) && isJsonObject(right)) {
      return this.#compareObjects(left, right, pointer);
    }
    if (jsonType(left) !== jsonType(right)) {
      return [{ pointer, kind: 'type', left, right }];
    }
    if (typeof left === 'string' && typeof right === 'string') {
      return this.#compareTexts(left, right, pointer);
    }
    return areEqualLeaves(left, right) ? [] : [describeLeaves(left, right, pointer)];
  }

  #compareObjects(left: JsonObject, right: JsonObject, pointer: string): Difference[] {
    const namesOnRight = this.#pairNames(left, right);
    const found = Object.keys(left).flatMap((key): Difference[] => {
      const place = join(pointer, key);
      const [a, b] = [getMember(left, key) ?? null, getNamed(right, key, namesOnRight)];
      return b === undefined
        ? [{ pointer: place, kind: 'missing', left: a, right: null }]
        : this.#findDifferences(a, b, place);
    });
    const paired = new Set(Object.keys(left).map((key) => (namesOnRight.has(key) ? namesOnRight.get(key) : key)));
    const extra = Object.keys(right)
      .filter((key) => !paired.has(key))
      .map((key): Difference => {
        return { pointer: join(pointer, key), kind: 'extra', left: null, right: getMember(right, key) ?? null };
      });
    return [...found, ...extra];
  }

  /** What the right side calls the members whose names hold a symbol: by the symbols that are paired, else in their order. */
  #pairNames(left: JsonObject, right: JsonObject): Names {
    const own = Object.keys(left).filter(holdsSymbol);
    if (own.length === 0) {
      return NO_NAMES;
    }
    const free = Object.keys(right).filter(holdsSymbol);
    const names = new Map<string, string | undefined>();
    // Names that something else has paired come first, since they leave no choice.
    for (const isKnown of [true, false]) {
      for (const name of own.filter((one) => !names.has(one) && this.#isKnown(one) === isKnown)) {
        const index = free.findIndex((other) => this.#isSameText(name, other));
        names.set(name, index === -1 ? undefined : free.splice(index, 1)[0]);
      }
    }
    return names;
  }

  #isKnown(text: string): boolean {
    return (text.match(SYMBOL) ?? []).every((symbol) => this.#rightOfLeft.has(symbol));
  }

  #compareLists(left: readonly Json[], right: readonly Json[], pointer: string): Difference[] {
    if (left.length !== right.length) {
      return this.#compareLengths(left, right, pointer);
    }

    const differences = left.flatMap((item, index) =>
      this.#findDifferences(item, right[index] ?? null, join(pointer, index)),
    );
    const isReordered = differences.length > 0 && haveSameItems(left, right);
    return isReordered ? [{ pointer, kind: 'order', left, right }] : differences;
  }

  #compareLengths(left: readonly Json[], right: readonly Json[], pointer: string): Difference[] {
    const gone = findUnmatched(left, right).map(([index, item]): Difference => {
      return { pointer: join(pointer, index), kind: 'missing', left: item, right: null };
    });
    const added = findUnmatched(right, left).map(([index, item]): Difference => {
      return { pointer: join(pointer, index), kind: 'extra', left: null, right: item };
    });
    const lengths: Difference = { pointer, kind: 'length', left: left.length, right: right.length };
    return [lengths, ...[...gone, ...added].slice(0, LISTED_ITEMS)];
  }

  #compareTexts(left: string, right: string, pointer: string): Difference[] {
    return this.#isSameText(left, right) ? [] : [describeLeaves(left, right, pointer)];
  }

  #isSameText(left: string, right: string): boolean {
    // A text without a number sign holds no symbol.
    if (!left.includes('#')) {
      return left === right;
    }
    return left.replaceAll(SYMBOL, '<$1#>') === right.replaceAll(SYMBOL, '<$1#>') && this.#pairSymbols(left, right);
  }

  #pairSymbols(left: string, right: string): boolean {
    const lefts = left.match(SYMBOL) ?? [];
    const rights = right.match(SYMBOL) ?? [];
    const isPaired = lefts.every((symbol, index) => {
      const counterpart = rights[index] ?? '';
      const known = this.#rightOfLeft.get(symbol) ?? counterpart;
      const knownBack = this.#leftOfRight.get(counterpart) ?? symbol;
      return known === counterpart && knownBack === symbol;
    });
    for (const [index, symbol] of isPaired ? lefts.entries() : []) {
      const counterpart = rights[index] ?? '';
      this.#rightOfLeft.set(symbol, counterpart);
      this.#leftOfRight.set(counterpart, symbol);
    }
    return isPaired;
  }
}

/** The names of the right side by those of the left, where they hold symbols; undefined where the right side has none. */
type Names = ReadonlyMap<string, string | undefined>;

const NO_NAMES: Names = new Map();

function getNamed(right: JsonObject, name: string, names: Names): Json | undefined {
  const own = names.has(name) ? names.get(name) : name;
  return own === undefined ? undefined : getMember(right, own);
}

function holdsSymbol(name: string): boolean {
  return name.includes('#') && name.search(SYMBOL) !== -1;
}

/** A number is compared as it is written: `1` and `1.0` are read alike by some clients only. */
function areEqualLeaves(left: Json, right: Json): boolean {
  return left === right || (isLosslessNumber(left) && isLosslessNumber(right) && left.$number === right.$number);
}

function describeLeaves(left: Json, right: Json, pointer: string): Difference {
  const [a, b] = [left, right].map((value) => (typeof value === 'string' ? value : writeJson(value)));
  const formats = findSharedFormats(a ?? '', b ?? '');
  const names = formats.map((name) => `'${name}'`).join(', ');
  const hint =
    formats.length === 0
      ? {}
      : {
          hint: `Both are of the format ${formats.join(' or ')}. If new ones are made in every run, add formats: [${names}] to defineParity({ ... }).`,
        };
  return { pointer, kind: chooseKind(pointer), left, right, ...hint };
}

function chooseKind(pointer: string): DivergenceKind {
  if (pointer === '/response/status') {
    return 'status';
  }
  return /^\/\d+\/event$/.test(pointer) ? 'event' : 'value';
}

function haveSameItems(left: readonly Json[], right: readonly Json[]): boolean {
  const texts = (items: readonly Json[]) => items.map((item) => JSON.stringify(item)).toSorted();
  return JSON.stringify(texts(left)) === JSON.stringify(texts(right));
}

/** The items of a list that have no equal in another, with their places. */
function findUnmatched(items: readonly Json[], others: readonly Json[]): readonly (readonly [number, Json])[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const text = JSON.stringify(other);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return items.flatMap((item, index): (readonly [number, Json])[] => {
    const text = JSON.stringify(item);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count > 0 ? [] : [[index, item]];
  });
}
