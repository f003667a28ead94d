import { isJsonObject, type Json, type JsonObject } from '../observe/json.ts';

/** A value on one line, of at most so many characters. `undefined` is a value that is not there. */
export function inOneLine(value: Json | undefined, longest = 160): string {
  const text = wordsFor(value) ?? JSON.stringify(value);
  return cut(text, longest);
}

/** A value over as many lines as it needs. Text stands as it is, without quotes. */
export function inFull(value: Json | undefined): string {
  if (value === '') return '""'; // nothing at all would look like nothing there
  return wordsFor(value) ?? (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

/** At most so many characters; what was left out is counted. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const more = `... (${text.length} characters)`;
  return `${text.slice(0, Math.max(0, longest - more.length))}${more}`;
}

/** Expectations that are no values, and values that are not there, are said in words. */
function wordsFor(value: Json | undefined): string | undefined {
  if (value === undefined) return 'nothing';
  return isJsonObject(value) && typeof value['$like'] === 'string' ? matcherInWords(value) : undefined;
}

function matcherInWords(matcher: JsonObject): string | undefined {
  const inside = (key: string) => inOneLine(matcher[key], 80);
  switch (matcher['$like']) {
    case 'text':
      return 'any text that is not empty';
    case 'includes':
      return `a text with each of ${inside('parts')}`;
    case 'excludes':
      return `a text with none of ${inside('parts')}`;
    case 'uuid':
      return 'any UUID';
    case 'instant':
      return 'any instant';
    case 'jwt':
      return `a JWT with the claims ${inside('claims')}`;
    case 'number':
      return `a number of at least ${inside('min')}`;
    case 'one-of':
      return `one of ${inside('values')}`;
    case 'absent':
      return 'nothing';
    case 'each':
      return `a list in which each item is ${inside('item')}`;
    case 'some':
      return `a list in which an item is ${inside('item')}`;
    default:
      return undefined;
  }
}
