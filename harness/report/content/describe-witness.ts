import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';

/** Longer texts are for the whole view: in one line they would push everything else out. */
const LONGEST_TEXT = 40;
const LONGEST_ID = 20;

/**
 * The witness of a target on one line:
 * `Postgres 17.10 (embedded, system identifier 7711807769824905613) · 43 databases`.
 */
export function describeWitness(witness: JsonObject): string {
  const parts = Object.entries(witness).flatMap(([key, value]) => describeEntry(key, value));
  return parts.length === 0 ? 'proved nothing about itself' : parts.join(' · ');
}

function describeEntry(key: string, value: Json): string[] {
  if (key === 'llm' && isJsonObject(value)) {
    return describeTraffic(value);
  }
  if (isJsonObject(value)) {
    return describeThing(key, value);
  }
  if (typeof value === 'number') {
    return [describeCount(value, splitWords(key))];
  }
  return describeProperty(key, value);
}

/** The ending of the first word: `es` after a hiss, as in `processes` and `boxes`, otherwise `s`. */
const PLURAL = /(?<=^\w+(?:ss|x|ch|sh))es\b|(?<=^\w+)s\b/;

/** `1 session of server`: the first word is what is counted. */
function describeCount(count: number, name: string): string {
  return `${count} ${count === 1 ? name.replace(PLURAL, '') : name}`;
}

/** A thing with a version is named by it, which says the major one too; what else is known of it follows in brackets. */
function describeThing(key: string, { version, major, ...others }: JsonObject): string[] {
  const rest = version === undefined && major !== undefined ? { major, ...others } : others;
  const name = capitalise(splitWords(key));
  const title = typeof version === 'string' ? `${name} ${version}` : name;
  const details = Object.entries(rest).flatMap(([property, value]) => describeProperty(property, value));
  return [details.length === 0 ? title : `${title} (${details.join(', ')})`];
}

/** `provider: embedded` says enough as `embedded`; most other properties need their name. */
const NAMELESS = new Set(['provider', 'kind', 'engine']);

function describeProperty(key: string, value: Json): string[] {
  if (value === null || value === false || value === '') {
    return [];
  }
  if (value === true) {
    return [splitWords(key)];
  }
  if (Array.isArray(value)) {
    return [`${splitWords(key)} ${describeSpan(value)}`];
  }
  if (isJsonObject(value)) {
    return [`${splitWords(key)} with ${Object.keys(value).length} entries`];
  }
  if (typeof value === 'string' && value.includes(' ') && value.length > LONGEST_TEXT) {
    return [];
  }
  const text = shorten(value);
  return [NAMELESS.has(key) ? text : `${splitWords(key)} ${text}`];
}

/** The traffic to the language models, which every target whose calls leave it has in the same form. */
function describeTraffic({ replayed, recorded, live, unplayed, source, recordedAt }: JsonObject): string[] {
  const counted = (count: Json | undefined, rest: string) =>
    typeof count === 'number' && count > 0 ? [`${count} LLM ${count === 1 ? 'call' : 'calls'} ${rest}`] : [];
  const when = recordedAt === null || recordedAt === undefined ? '' : ` recorded ${describeSpan([recordedAt].flat())}`;
  const against = source === null || source === undefined ? '' : ` against ${joinShort([source].flat())}`;
  const parts = [
    ...counted(replayed, `replayed from cassettes${when}${against}`),
    ...counted(recorded, `recorded${against}`),
    ...counted(live, 'answered live'),
    ...counted(unplayed, 'recorded, but not made'),
  ];
  return parts.length === 0 ? ['no LLM call left it'] : parts;
}

/** Days are shown as `A`, or `A to B` when they differ. Other lists are shown whole when short, else counted. */
function describeSpan(values: readonly Json[]): string {
  const days = [...new Set(values.map((value) => getDay(value)))];
  if (days.every((day) => day !== undefined)) {
    const sorted = days.toSorted();
    return sorted.length <= 1 ? (sorted[0] ?? '') : `${sorted.at(0)} to ${sorted.at(-1)}`;
  }
  return joinShort(values);
}

function joinShort(values: readonly Json[]): string {
  return values.length > 4 ? `${values.length} values` : values.map((value) => shorten(value)).join(', ');
}

function getDay(value: Json): string | undefined {
  return typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}/.exec(value)?.[1] : undefined;
}

function shorten(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text);
  if (instant !== null) {
    return `${instant[1]} ${instant[2]}`;
  }
  const longest = text.includes(' ') ? LONGEST_TEXT : LONGEST_ID;
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

function splitWords(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
}

function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
