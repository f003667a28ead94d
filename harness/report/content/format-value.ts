import type { Json } from '../../values/json.ts';
import { stringifyWithMatchers } from './describe-matcher.ts';

/** A value on one line, of at most so many characters. `undefined` is a value that is not there. */
export function formatInline(value: Json | undefined, longest = 160): string {
  return truncate(value === undefined ? NOTHING : stringifyWithMatchers(value), longest);
}

/** A value over as many lines as it needs. Text stands as it is, without quotes. */
export function formatInFull(value: Json | undefined): string {
  if (value === undefined) {
    return NOTHING;
  }
  if (value === '') {
    return '""'; // nothing at all would look like nothing there
  }
  return typeof value === 'string' ? value : stringifyWithMatchers(value, 2);
}

const NOTHING = 'nothing';

/** At most so many characters; what was left out is counted. */
export function truncate(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const more = `... (${text.length} characters)`;
  return `${text.slice(0, Math.max(0, longest - more.length))}${more}`;
}
