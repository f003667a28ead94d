import type { Json } from '../../../values/json.ts';
import { truncate } from '../../content/format-value.ts';

/** The tail of a longer text is of no use on a page; the whole of it is in the transcript. */
const LONGEST_TEXT = 4_000;

/** Keeps every distinct value once. Two targets that show the same refer to the same place. */
export class ValuePool {
  readonly #values: Json[] = [];
  readonly #indexes = new Map<string, number>();
  #characters = 0;

  indexOf(value: Json): number {
    const text = JSON.stringify(value, (_, item: Json) =>
      typeof item === 'string' ? truncate(item, LONGEST_TEXT) : item,
    );
    const known = this.#indexes.get(text);
    if (known !== undefined) {
      return known;
    }

    const index = this.#values.push(JSON.parse(text)) - 1;
    this.#indexes.set(text, index);
    this.#characters += text.length;
    return index;
  }

  /** How much JSON it holds. */
  get characters(): number {
    return this.#characters;
  }

  get values(): readonly Json[] {
    return this.#values;
  }
}
