import type { Format, Recognised } from './format.ts';

/** `2026-01-02T03:04:05.678Z` or with an offset: RFC 3339, with capitals. */
export const rfc3339: Format = isoFormat({ name: 'rfc3339', separator: 'T', zone: 'Z|[+-]\\d{2}:\\d{2}' });

/** The same without a zone, as `toISOString` of languages without one writes it. Read as UTC. */
export const isoWithoutZone: Format = isoFormat({ name: 'iso-without-zone', separator: 'T', zone: '' });

/** `2026-01-02 03:04:05.678901`, with an offset or without: what databases write. Without one it is read as UTC. */
export const sqlTimestamp: Format = isoFormat({
  name: 'sql',
  separator: ' ',
  zone: 'Z?|(?: ?UTC)?|[+-]\\d{2}(?::?\\d{2})?',
});

/** `Sun, 06 Nov 1994 08:49:37 GMT`: the one form of RFC 9110, section 5.6.7, that is still to be written. */
export const httpDate: Format = { name: 'http-date', recognise: (text) => readHttpDate(text, ' ', 'http') };

/** The same with hyphens, which cookies may have (RFC 6265bis, section 5.1.1). */
export const cookieDate: Format = { name: 'cookie-date', recognise: (text) => readHttpDate(text, '-', 'cookie') };

interface IsoForm {
  readonly name: string;
  readonly separator: string;
  /** A regular expression for what may stand behind the time. */
  readonly zone: string;
}

function isoFormat({ name, separator, zone }: IsoForm): Format {
  const pattern = new RegExp(
    `^(\\d{4})-(\\d{2})-(\\d{2})${separator}(\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?(${zone})$`,
  );
  const prefix = name === 'rfc3339' ? 'instant' : `instant.${name}`;
  return {
    name,
    recognise: (text) => {
      // Most texts are none, and this tells most of them.
      const found = text[4] === '-' && text[10] === separator ? pattern.exec(text) : null;
      if (found === null) {
        return undefined;
      }
      const [, year, month, day, hours, minutes, seconds, fraction = '', own = ''] = found;
      const localMs = toMs([year, month, day, hours, minutes, seconds]);
      const offsetMs = readOffset(own.trim());
      if (localMs === undefined || offsetMs === undefined) {
        return undefined;
      }
      const ms = localMs - offsetMs + Number(fraction.slice(0, 3).padEnd(3, '0'));
      return { kind: 'moment', form: `${prefix}.${fraction.length}${own === '' ? '' : `.${own.trim()}`}`, ms };
    },
  };
}

const HTTP_DATE = /^([A-Z][a-z]{2}), (\d{2})([ -])([A-Z][a-z]{2})\3(\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function readHttpDate(text: string, separator: ' ' | '-', form: string): Recognised | undefined {
  const [, weekday = '', day, found, month = '', year, hours, minutes, seconds] = HTTP_DATE.exec(text) ?? [];
  if (found !== separator) {
    return undefined;
  }
  const ms = toMs([year, String(MONTHS.indexOf(month) + 1), day, hours, minutes, seconds]);
  const isOnItsDay = ms !== undefined && DAYS[new Date(ms).getUTCDay()] === weekday;
  return isOnItsDay ? { kind: 'moment', form: `instant.${form}`, ms } : undefined;
}

/** Milliseconds since 1970 of a moment in UTC; undefined where the calendar or the clock has none such. */
function toMs(parts: readonly (string | undefined)[]): number | undefined {
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hours, minutes, seconds);
  const isThere =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hours &&
    date.getUTCMinutes() === minutes &&
    date.getUTCSeconds() === seconds;
  return isThere ? date.getTime() : undefined;
}

function readOffset(zone: string): number | undefined {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) {
    return 0;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) {
    return undefined;
  }
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
