import { getMember, isJsonObject, type Json } from '../../values/json.ts';

/** The strings that stand at one place of successive objects of an array, such as the deltas of a stream. */
export interface SplitText {
  readonly parts: readonly string[];
  /** The array with other strings in those places. */
  replaceParts(items: readonly Json[], parts: readonly string[]): Json[];
}

/** The texts that the objects of an array add up to: strings at the same place, where at least two of them have one. */
export function findSplitTexts(items: readonly Json[]): readonly SplitText[] {
  const places = new Map<
    string,
    { readonly index: number; readonly path: readonly string[]; readonly text: string }[]
  >();
  for (const [index, item] of items.entries()) {
    if (typeof item === 'string') {
      continue;
    }
    collectTexts(item, [], (path, text) => {
      const key = path.join('\n');
      const known = places.get(key);
      if (known === undefined) {
        places.set(key, [{ index, path, text }]);
      } else {
        known.push({ index, path, text });
      }
    });
  }
  return [...places.values()]
    .filter(({ length }) => length > 1)
    .map((found) => ({
      parts: found.map(({ text }) => text),
      replaceParts: (current, parts) => {
        const replaced = [...current];
        for (const [position, { index, path }] of found.entries()) {
          const part = parts[position] ?? '';
          replaced[index] = replaceAt(replaced[index] ?? null, path, part);
        }
        return replaced;
      },
    }));
}

function collectTexts(
  value: Json,
  path: readonly string[],
  take: (path: readonly string[], text: string) => void,
): void {
  if (typeof value === 'string') {
    take(path, value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      collectTexts(inner, [...path, name], take);
    }
  }
}

function replaceAt(value: Json, [name, ...rest]: readonly string[], text: string): Json {
  if (name === undefined) {
    return text;
  }
  const inner = replaceAt(getMember(value, name) ?? null, rest, text);
  if (Array.isArray(value)) {
    return value.with(Number(name), inner);
  }
  return isJsonObject(value) ? { ...value, [name]: inner } : value;
}
