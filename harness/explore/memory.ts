import { isJsonObject, type Json } from '../observe/json.ts';
import { isEarlier } from './call.ts';

/** Enough to choose from; a long list of the same kind of value adds nothing. */
const KEPT_PER_NAME = 12;

/** What the answers of one sequence have given so far, by the name of the property. */
export class Memory {
  readonly #values = new Map<string, Json[]>();

  /** Keeps every text and number below an answer. */
  keep(answer: Json): void {
    if (Array.isArray(answer)) for (const item of answer) this.keep(item);
    if (!isJsonObject(answer)) return;
    for (const [name, value] of Object.entries(answer)) {
      if (typeof value === 'string' || typeof value === 'number') this.#add(name, value);
      else this.keep(value);
    }
  }

  /** A value of such a name: `cursor` also finds what was called `nextCursor`. Undefined where there is none. */
  recall(name: string, pick: number): Json | undefined {
    const wanted = name.toLowerCase();
    const found = [...this.#values].flatMap(([key, values]) => (key.toLowerCase().endsWith(wanted) ? values : []));
    return found.length === 0 ? undefined : found[pick % found.length];
  }

  /** The same JSON with what was remembered in its places. */
  fill(json: Json): Json {
    if (isEarlier(json)) return this.recall(json.$earlier, json.pick) ?? 'nothing-yet';
    if (Array.isArray(json)) return json.map((item) => this.fill(item));
    if (!isJsonObject(json)) return json;
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, this.fill(value)]));
  }

  #add(name: string, value: Json): void {
    const values = this.#values.get(name) ?? [];
    if (!values.includes(value) && values.length < KEPT_PER_NAME) this.#values.set(name, [...values, value]);
  }
}
