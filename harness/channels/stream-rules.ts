import type { Rule } from '../evidence/rule.ts';
import type { RuleKind } from '../evidence/rule-kind.ts';
import type { StreamEvent } from '../values/event-stream.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { matchesPointer, pointerOf } from '../values/pointer.ts';
import { escapeNext } from './escape-symbols.ts';

/**
 * The events of a stream as two runs must agree on them: how a text was cut into pieces does not matter, nor which of
 * several parallel calls came first; the order of everything else does, and that the numbers go up by one.
 */
export function toCanonicalEvents(events: readonly StreamEvent[], rules: readonly Rule[]): Json[] {
  const kinds = new StreamRules(rules);
  const numbered = events.map((event, index) => kinds.withoutNumbers(event, events[index - 1]));
  return kinds.settleOrder(kinds.joinDeltas(numbered)).map((event) => ({ ...event }));
}

class StreamRules {
  readonly #rules: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.filter(({ channel }) => channel === 'stream');
  }

  /** A number that is one more than that of the event before becomes `<next>`. */
  withoutNumbers(event: StreamEvent, before: StreamEvent | undefined): StreamEvent {
    const places = this.#findPaths(event, 'sequence');
    return places.reduce((changed, path) => {
      const value = valueAt(event, path);
      const isNext = before !== undefined && Number(value) === Number(valueAt(before, path)) + 1;
      if (isNext) {
        return withValueAt(changed, path, '<next>');
      }
      return typeof value === 'string' ? withValueAt(changed, path, escapeNext(value)) : changed;
    }, event);
  }

  /** Consecutive events of one name that carry pieces of a text become one with the whole text. */
  joinDeltas(events: readonly StreamEvent[]): StreamEvent[] {
    const result: StreamEvent[] = [];
    for (const event of events) {
      const last = result.at(-1);
      const [path] = this.#findPaths(event, 'delta');
      if (last === undefined || path === undefined || last.event !== event.event) {
        result.push(event);
      } else {
        result[result.length - 1] = withValueAt(last, path, `${valueAt(last, path)}${valueAt(event, path)}`);
      }
    }
    return result;
  }

  /** Neighbours that share the value at such a place come from parallel work: they are ordered by what they say. */
  settleOrder(events: readonly StreamEvent[]): StreamEvent[] {
    const runs: { readonly group: string | undefined; readonly events: StreamEvent[] }[] = [];
    for (const event of events) {
      const [path] = this.#findPaths(event, 'parallel');
      const group = path === undefined ? undefined : JSON.stringify(valueAt(event, path));
      const last = runs.at(-1);
      if (last !== undefined && group !== undefined && last.group === group) {
        last.events.push(event);
      } else {
        runs.push({ group, events: [event] });
      }
    }
    return runs.flatMap((run) => (run.group === undefined ? run.events : this.#settle(run.events)));
  }

  /** A number says which place an event came in, and so stays with the place: the first of a stream is not `<next>`. */
  #settle(events: readonly StreamEvent[]): StreamEvent[] {
    const unnumbered = events.map((event) =>
      this.#findPaths(event, 'sequence').reduce((rest, path) => withValueAt(rest, path, null), event),
    );
    return unnumbered.toSorted(compareWithoutTimes).map((event, index) => {
      const numbered = events[index] ?? event;
      const places = this.#findPaths(numbered, 'sequence');
      return places.reduce((rest, path) => withValueAt(rest, path, valueAt(numbered, path)), event);
    });
  }

  #findPaths(event: StreamEvent, kind: RuleKind): string[][] {
    const patterns = this.#rules.filter(({ as }) => as === kind).map(({ pointer }) => pointer);
    return listPaths({ ...event }).filter((path) =>
      patterns.some((pattern) => matchesPointer(pattern, pointerOf(['0', ...path]))),
    );
  }
}

/** Where in a stream event a value stands. */
function listPaths(value: Json, path: readonly string[] = []): string[][] {
  if (!isJsonObject(value)) {
    return [[...path]];
  }
  return Object.entries(value).flatMap(([key, item]) => listPaths(item, [...path, key]));
}

function valueAt(event: StreamEvent, path: readonly string[]): Json {
  return path.reduce<Json>((value, key) => (isJsonObject(value) ? (value[key] ?? null) : null), { ...event });
}

function withValueAt(event: StreamEvent, path: readonly string[], replacement: Json): StreamEvent {
  return replaceAt({ ...event }, path, replacement) as unknown as StreamEvent;
}

function replaceAt(value: Json, [key, ...rest]: readonly string[], replacement: Json): Json {
  if (key === undefined) {
    return replacement;
  }
  return isJsonObject(value) ? { ...value, [key]: replaceAt(value[key] ?? null, rest, replacement) } : value;
}

/** By what an event says, without what only says when: the instants in it are not equal in two runs. */
function compareWithoutTimes(a: StreamEvent, b: StreamEvent): number {
  const [left, right] = [a, b].map((event) => JSON.stringify(event).replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '""'));
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
}
