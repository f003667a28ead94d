import { isJsonObject, type Json } from '../../values/json.ts';
import type { RecordedBody } from '../cassette/cassette.ts';

/** The types that stand at each place of a body; the items of a list share one place, `*`, as do the events of a stream. */
export type BodyShape = ReadonlyMap<string, ReadonlySet<string>>;

/** The shape of a body; for one that is no JSON only of what kind it is. */
export function toBodyShape(body: RecordedBody): BodyShape {
  const shape = new Map<string, Set<string>>();
  switch (body.kind) {
    case 'json':
      note(body.json, '', shape);
      break;
    case 'sse':
      for (const event of body.events) {
        if (typeof event === 'string') {
          continue;
        }
        const name = event.event === undefined ? '' : ` ${event.event}`;
        note(event.data, `/events${name}`, shape);
      }
      break;
    default:
      shape.set('', new Set([body.kind]));
  }
  return shape;
}

function note(value: Json, place: string, shape: Map<string, Set<string>>): void {
  const types = shape.get(place) ?? new Set();
  shape.set(place, types.add(getType(value)));
  if (Array.isArray(value)) {
    for (const item of value) {
      note(item, `${place}/*`, shape);
    }
  } else if (isJsonObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      note(inner, `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, shape);
    }
  }
}

function getType(value: Json): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'list' : typeof value;
}

export interface ShapeChange {
  /** `type`: what stood there is there as another type. */
  readonly kind: 'added' | 'removed' | 'type';
  /** JSON pointer, `*` for any item of a list. */
  readonly pointer: string;
  readonly recorded: readonly string[];
  readonly live: readonly string[];
}

/** Where two shapes differ. Below what was added or removed nothing more is said; null agrees with any type. */
export function shapeChanges(recorded: BodyShape, live: BodyShape): readonly ShapeChange[] {
  const changes: ShapeChange[] = [];
  for (const pointer of new Set([...recorded.keys(), ...live.keys()])) {
    const [before, now] = [[...(recorded.get(pointer) ?? [])], [...(live.get(pointer) ?? [])]];
    const kind = findKind(before, now);
    const isBelow = changes.some((one) => one.kind !== 'type' && pointer.startsWith(`${one.pointer}/`));
    if (kind !== null && !isBelow) {
      changes.push({ kind, pointer, recorded: before, live: now });
    }
  }
  return changes;
}

function findKind(recorded: readonly string[], live: readonly string[]): ShapeChange['kind'] | null {
  if (recorded.length === 0) {
    return 'added';
  }
  if (live.length === 0) {
    return 'removed';
  }
  const [before, now] = [recorded, live].map((types) => types.filter((type) => type !== 'null'));
  if (before === undefined || now === undefined || before.length === 0 || now.length === 0) {
    return null;
  }
  return now.every((type) => before.includes(type)) ? null : 'type';
}
