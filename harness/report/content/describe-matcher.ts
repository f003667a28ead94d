import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';

/** No JSON that was read from a system holds it: it marks descriptions, which have no quotes. */
const MARK = '\u0000';
const MARKED = /"\\u0000((?:[^"\\]|\\.)*?)\\u0000"/g;

/**
 * JSON text with a description for every matcher: `{ "id": any UUID }`. `indent` as JSON.stringify takes it; words of words are on
 * one line.
 */
export function stringifyWithMatchers(value: Json, indent?: number): string {
  const text = JSON.stringify(value, (_, inner: Json) => markMatcher(inner), indent);
  return text.replace(MARKED, (_, words: string) => JSON.parse(`"${words}"`));
}

function markMatcher(value: Json): Json {
  return isJsonObject(value) && typeof value['$like'] === 'string' ? `${MARK}${describeMatcher(value)}${MARK}` : value;
}

function describeMatcher(matcher: JsonObject): string {
  const inside = (key: string): string => stringifyWithMatchers(matcher[key] ?? null);
  switch (matcher['$like']) {
    case 'text':
      return 'any text that is not empty';
    case 'includes':
      return `a text with each of ${inside('parts')}`;
    case 'excludes':
      return `a text with none of ${inside('parts')}`;
    case 'pattern':
      return `a text that matches /${matcher['source']}/${matcher['flags'] ?? ''}`;
    case 'email':
      return 'any e-mail address';
    case 'uuid':
      return matcher['version'] === undefined ? 'any UUID' : `any UUID of version ${matcher['version']}`;
    case 'instant':
      return matcher['zone'] === undefined ? 'any instant' : `any instant in the zone ${matcher['zone']}`;
    case 'jwt':
      return `a JWT with the claims ${inside('claims')}`;
    case 'number':
      return `a number${describeBounds(matcher)}`;
    case 'integer':
      return `a whole number${describeBounds(matcher)}`;
    case 'boolean':
      return 'true or false';
    case 'nullable':
      return `null or ${inside('item')}`;
    case 'one-of':
      return `one of ${inside('values')}`;
    case 'absent':
      return 'nothing';
    case 'only':
      return `${inside('members')} and nothing else`;
    case 'each':
      return `a list with items, each item ${inside('item')}`;
    case 'list':
      return `a list${describeBounds(matcher, 'items')}, each item ${inside('item')}`;
    case 'some':
      return `a list in which an item is ${inside('item')}`;
    default:
      return `what the unknown matcher ${inside('$like')} asks for`;
  }
}

/** What is counted is named where it is not the value itself. */
function describeBounds({ min, max }: JsonObject, counted?: string): string {
  const of = counted === undefined ? '' : ` ${counted}`;
  if (min === undefined) {
    return max === undefined ? '' : ` of at most ${max}${of}`;
  }
  if (max === undefined) {
    return ` of at least ${min}${of}`;
  }
  return min === max ? ` of exactly ${min}${of}` : ` from ${min} to ${max}${of}`;
}
