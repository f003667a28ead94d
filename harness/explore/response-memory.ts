import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { isEarlier } from './earlier.ts';
import { countSharedPrefix } from './shared-length.ts';

/** Enough to choose from; a long list of the same kind of value adds nothing. */
const KEPT_PER_NAME = 12;

/** What is sent as a credential goes by such names. */
const CREDENTIAL = /(token|key)$/i;

/** One choice in so many is made among all values of a name, wherever they come from. */
const ANYWHERE = 4;

interface Remembered {
  readonly name: string;
  readonly value: string | number;
  /** The path, as the document has it, of the call that showed it. */
  readonly path: string;
}

/** An answer, as far as values can be had from it. */
interface Answered {
  readonly status: number;
  readonly body: Json;
}

/** What one sequence has sent and seen so far, by the name of the property. */
export class ResponseMemory {
  readonly #values: Remembered[] = [];

  /** Keeps every text and number of an answer, and of what was sent where that was accepted. */
  keepExchange({ call, json }: Pick<GeneratedRequest, 'call' | 'json'>, reply: Answered): void {
    const path = readPath(call);
    if (json !== undefined && reply.status < 400) {
      this.keep(this.fill(json), path);
    }
    this.keep(findEventData(reply.body) ?? reply.body, path);
  }

  keep(json: Json, path = ''): void {
    if (Array.isArray(json)) {
      for (const item of json) {
        this.keep(item, path);
      }
    }
    if (!isJsonObject(json)) {
      return;
    }
    for (const [name, value] of Object.entries(json)) {
      if (typeof value === 'string' || typeof value === 'number') {
        this.#add({ name, value, path });
      } else {
        this.keep(value, path);
      }
    }
  }

  /**
   * A value of such a name: where nothing has the very name, `cursor` also finds what was called `nextCursor`, and
   * `currentPassword` what was called `password`. Mostly one that came from where the path is most like that of the call
   * that asks: `/notes/{id}` wants an id from `/notes`. Undefined where there is none.
   */
  recall(name: string, pick: number, path = ''): Json | undefined {
    const wanted = name.toLowerCase();
    const exact = this.#values.filter((one) => one.name.toLowerCase() === wanted);
    const all = exact.length > 0 ? exact : this.#values.filter((one) => isAlike(one.name.toLowerCase(), wanted));
    if (pick % ANYWHERE === ANYWHERE - 1) {
      return all[pick % all.length]?.value;
    }
    const likeness = all.map((one) => countSharedPrefix(one.path, path));
    const near = all.filter((_, index) => likeness[index] === Math.max(...likeness));
    return near[pick % near.length]?.value;
  }

  /** Something that an answer gave and that looks like a credential. */
  credential(pick: number): string | undefined {
    const found = this.#values.filter(({ name, value }) => CREDENTIAL.test(name) && typeof value === 'string');
    const value = found[pick % found.length]?.value;
    return value === undefined ? undefined : String(value);
  }

  /** The same JSON with what was remembered in its places. */
  fill(json: Json, call = ''): Json {
    if (isEarlier(json)) {
      return this.recall(json.$earlier, json.pick, readPath(call)) ?? 'nothing-yet';
    }
    if (Array.isArray(json)) {
      return json.map((item) => this.fill(item, call));
    }
    if (!isJsonObject(json)) {
      return json;
    }
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, this.fill(value, call)]));
  }

  #add(one: Remembered): void {
    const same = this.#values.filter(({ name, path }) => name === one.name && path === one.path);
    if (same.length < KEPT_PER_NAME && same.every(({ value }) => value !== one.value)) {
      this.#values.push(one);
    }
  }
}

/** What the events of a stream say: their own numbers identify nothing else. */
function findEventData(body: Json): Json[] | undefined {
  if (!Array.isArray(body)) {
    return undefined;
  }
  const events = body.filter(isJsonObject).filter((one) => 'event' in one && 'data' in one);
  return events.length < body.length ? undefined : events.map(({ data }) => data ?? null);
}

function isAlike(one: string, other: string): boolean {
  return one.endsWith(other) || other.endsWith(one);
}

/** `/notes/{id}` of `GET /notes/{id}`. */
function readPath(call: string): string {
  return call.split(' ').at(-1) ?? '';
}
