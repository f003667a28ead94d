import { isDeepStrictEqual } from 'node:util';
import { isInstant } from '../../values/formats/instant.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { FieldKind } from './field.ts';
import type { ValuePlace } from './place.ts';

/** What a mutation may know of the transcript in which it is made. */
export interface MutationContext {
  readonly place: ValuePlace;
  /** The other places of the same field. */
  readonly siblings: readonly ValuePlace[];
  /** What the target says it is, and what the reference says it is. */
  readonly facts: JsonObject;
  readonly referenceFacts: JsonObject;
  /** Whether the value occurs at another place, so that it is known by more than its looks. */
  readonly isRepeated: boolean;
}

/** A value that the field must not let pass; `REMOVED` takes it away, and undefined says that the place offers none. */
export type Mutation = (value: Json, context: MutationContext) => Json | typeof REMOVED | undefined;

export const REMOVED = Symbol('removed');

const HOURS_MS = 3 * 3_600_000;

const COMMON: Readonly<Record<string, Mutation>> = {
  null: () => null,
  'wrong-type': (value) => (typeof value === 'string' ? 7 : String(value)),
  removed: (_, { place }) => (/^\d+$/.test(place.path.at(-1) ?? '') ? undefined : REMOVED),
  duplicated: (value) => [value, value],
};

const OF_TEXTS: Readonly<Record<string, Mutation>> = {
  constant: onText(() => 'of-nobody'),
  truncated: onText((text) => (text.length > 1 ? text.slice(0, -1) : undefined)),
};

const OF_IDENTITIES: Readonly<Record<string, Mutation>> = {
  truncated: onText((text) => (text.length > 1 ? text.slice(0, -1) : undefined)),
  /** It becomes the identity of another place. */
  swapped: (value, { siblings }) => siblings.find((one) => !isDeepStrictEqual(one.value, value))?.value,
  /** A new one that looks right, where the old one is known from elsewhere. */
  'minted-again': (value, { isRepeated }) => (isRepeated && typeof value === 'string' ? mintAgain(value) : undefined),
};

const MUTATIONS: Readonly<Record<string, Readonly<Record<string, Mutation>>>> = {
  facts: {
    ...OF_TEXTS,
    /** What the other target is. */
    swapped: onText((text, { facts, referenceFacts }) => {
      const changed = Object.entries(facts).reduce(
        (all, [name, fact]) =>
          fact === null || fact === '' ? all : all.replaceAll(String(fact), String(referenceFacts[name])),
        text,
      );
      return changed === text ? undefined : changed;
    }),
  },
  symbol: { ...OF_IDENTITIES, constant: onText(() => 'of-nobody') },
  duration: {
    negative: onNumber((number) => -1 - number),
    hours: onNumber(
      (number, { place }) => number + (/seconds$/i.test(place.path.at(-1) ?? '') ? HOURS_MS / 1_000 : HOURS_MS),
    ),
  },
  gauge: { negative: onNumber((number) => -1 - number), fraction: onNumber((number) => number + 0.5) },
  tokens: {
    zero: onNumber((number) => (number === 0 ? undefined : 0)),
    constant: onNumber(() => 987_654),
    swapped: onNumber((number, { siblings, place }) => findOtherInObject(place, siblings, number)),
  },
  cost: {
    zero: onNumber((number) => (number === 0 ? undefined : 0)),
    negative: onNumber((number) => (number === 0 ? undefined : -number)),
    tenfold: onNumber((number) => (number === 0 ? undefined : number * 10)),
    truncated: onNumber((number) => {
      const short = Number(number.toPrecision(1));
      return short === number ? undefined : short;
    }),
  },
  sequence: {
    again: onNumeric((number) => number - 1),
    gap: onNumeric((number) => number + 1),
  },
  delta: {
    lost: onText((text) => (text === '' ? undefined : '')),
    twice: onText((text) => `${text}${text}`),
    ...OF_TEXTS,
  },
  parallel: { constant: onText(() => 'of-nobody'), swapped: OF_IDENTITIES['swapped'] ?? (() => undefined) },
  set: {},
  formats: OF_IDENTITIES,
  uuid: {
    ...OF_IDENTITIES,
    version: onText((text) => text.replace(/^(.{14})./, (_, head: string) => `${head}${text[14] === '1' ? '4' : '1'}`)),
  },
  instant: {
    hours: onText((text) => shiftHours(text)),
    truncated: onText((text) => (text.includes('.') ? text.replace(/\.\d+/, '') : undefined)),
    zone: onText((text) => (text.endsWith('Z') ? text.replace('Z', '+00:00') : undefined)),
    constant: onText(() => '1970-01-01T00:00:00.000Z'),
  },
  jwt: {
    truncated: onText((text) => text.split('.').slice(0, 2).join('.')),
    'no-algorithm': onText((text) => withPart(text, 0, (header) => ({ ...header, alg: 'none' }))),
    hours: onText((text) =>
      withPart(text, 1, (claims) => ({ ...claims, exp: Number(claims['exp']) + HOURS_MS / 1_000 })),
    ),
    milliseconds: onText((text) => withPart(text, 1, (claims) => ({ ...claims, exp: Number(claims['exp']) * 1_000 }))),
    'claim-lost': onText((text) => withPart(text, 1, ({ jti: _, ...claims }) => claims)),
    swapped: OF_IDENTITIES['swapped'] ?? (() => undefined),
  },
  'password-hash': {
    cheaper: onText((text) => text.replace(/\d+(?=[,$])/, '1')),
    algorithm: onText((text) => text.replace(/^\$[^$]+/, '$$md5')),
    truncated: onText((text) => text.slice(0, -4)),
  },
  waived: { constant: (value) => (typeof value === 'number' ? value + 1 : 'of-nobody') },
};

/** Every mutation of a field by its name. */
export function listMutations(kind: FieldKind): readonly (readonly [string, Mutation])[] {
  const key = typeof kind === 'object' ? (Object.keys(kind)[0] ?? '') : kind.replace(/^(?:in|out)put-/, '');
  return Object.entries({ ...COMMON, ...MUTATIONS[key] });
}

function onText(change: (text: string, context: MutationContext) => string | undefined): Mutation {
  return (value, context) => {
    if (typeof value !== 'string') {
      return undefined;
    }
    const changed = change(value, context);
    return changed === value ? undefined : changed;
  };
}

function onNumber(change: (number: number, context: MutationContext) => number | undefined): Mutation {
  return (value, context) => (typeof value === 'number' ? change(value, context) : undefined);
}

/** Numbers that a stream may also send as text, as it does in `id`. */
function onNumeric(change: (number: number) => number): Mutation {
  return (value) => {
    if (typeof value === 'number') {
      return change(value);
    }
    return typeof value === 'string' && /^\d+$/.test(value) ? String(change(Number(value))) : undefined;
  };
}

/** Another one of the same form: its last hexadecimal digit is another. */
function mintAgain(text: string): string {
  const at = text.search(/[0-9a-f][^0-9a-f]*$/i);
  const last = text[at] ?? '';
  return `${text.slice(0, at)}${last === '1' ? '2' : '1'}${text.slice(at + 1)}`;
}

function shiftHours(text: string): string | undefined {
  if (!isInstant(text)) {
    return undefined;
  }
  const moved = new Date(Date.parse(text) + HOURS_MS).toISOString();
  return text.includes('.') ? moved : moved.replace(/\.\d+/, '');
}

function withPart(jwt: string, index: number, change: (part: JsonObject) => JsonObject): string {
  const parts = jwt.split('.');
  const part: JsonObject = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString('utf8'));
  return parts.with(index, Buffer.from(JSON.stringify(change(part))).toString('base64url')).join('.');
}

/** The other count of the same call: what went in for what came out. */
function findOtherInObject(place: ValuePlace, siblings: readonly ValuePlace[], number: number): number | undefined {
  const parent = place.path.slice(0, -1).join('/');
  const other = siblings.find(
    ({ path, value }) => path.slice(0, -1).join('/') === parent && typeof value === 'number' && value !== number,
  );
  return typeof other?.value === 'number' ? other.value : undefined;
}
