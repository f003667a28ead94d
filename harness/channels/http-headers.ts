import type { HttpRequest, HttpResponse } from '../evidence/step.ts';
import { parseCookies, parseSetCookie, type SetCookie } from '../values/cookies.ts';
import { COOKIE_FORMATS, describeCookieValue } from '../values/formats/cookie-values.ts';
import { etag } from '../values/formats/etag.ts';
import type { Format } from '../values/formats/format.ts';
import { httpDate } from '../values/formats/moments.ts';
import { getHeaders, joinHeaders, SET_COOKIE } from '../values/headers.ts';
import type { Json, JsonObject } from '../values/json.ts';
import type { RunWindow } from '../values/run-window.ts';
import type { ComparedPart } from './channel.ts';
import { compareText } from './shared-order.ts';

/** Headers of one connection (RFC 9110, section 7.6.1). The list is closed: every other header is compared. */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

/** Clocks of two machines may be so far apart. */
const DATE_TOLERANCE_MS = 300_000;

export interface FormContext {
  /** Of the request. */
  readonly method: string;
  readonly window: RunWindow | undefined;
}

/**
 * What is compared of a header whose value follows from something else: a symbol for its form, null for nothing, and
 * undefined where it has no valid form, so it is compared as any other header.
 */
const FORMS: Readonly<Record<string, (value: string, context: FormContext) => string | null | undefined>> = {
  'content-length': (value, { method }) => {
    if (!/^\d+$/.test(value)) {
      return undefined;
    }
    return method === 'HEAD' ? '<length>' : null;
  },
  date: (value, { window }) => {
    const recognised = httpDate.recognise(value);
    return recognised?.kind === 'moment' && isAround(recognised.ms, window) ? '<date>' : undefined;
  },
  etag: (value) => {
    const form = etag.recognise(value)?.form;
    return form === undefined ? undefined : `<${form}>`;
  },
};

function isAround(ms: number, window: RunWindow | undefined): boolean {
  return window === undefined || (ms >= window.fromMs - DATE_TOLERANCE_MS && ms <= window.toMs + DATE_TOLERANCE_MS);
}

/** What two targets must agree on in the headers of a response. */
export const COMPARED_HEADERS: readonly ComparedPart[] = [
  { part: 'headers of a response', how: 'by name, up to symbols; lines of one name in their order' },
  {
    part: '`set-cookie`',
    how: 'as cookies with name, value and attributes, up to symbols',
    why: 'cookies of different names have no order among them',
  },
  {
    part: 'signature of a signed cookie',
    how: 'as valid in form',
    why: 'it follows from the value, which is compared itself, and a secret',
  },
  { part: 'random value of a cookie', how: 'by alphabet and length, and as a symbol', why: 'it is made in every run' },
  {
    part: '`etag`',
    how: 'as weak or strong, where it is well-formed',
    why: 'it follows from the body, which is compared itself',
  },
  {
    part: '`date`',
    how: 'as a valid date within five minutes of the run',
    why: 'it says when the response was sent',
  },
  {
    part: '`content-length`',
    how: 'not compared where it is a number; of HEAD that it is there',
    why: 'it frames the body, which is compared itself, as chunks may do as well',
  },
  {
    part: OF_CONNECTION.map((name) => `\`${name}\``).join(', '),
    how: 'not compared',
    why: 'they belong to one connection',
  },
  {
    part: 'case of header names, order of headers of different names',
    how: 'not compared',
    why: 'HTTP gives them no meaning',
  },
];

/** The headers that were sent by name, with the cookies as a list. */
export function readSentHeaders({ headers }: Pick<HttpRequest, 'headers'>): JsonObject {
  const { cookie, ...others } = headers;
  return cookie === undefined ? others : { ...others, cookie: parseCookies(cookie).map(describeSentCookie) };
}

function describeSentCookie([name, value]: readonly [name: string, value: string]): Json {
  return { name, value: describeCookieValue(value) };
}

/** The formats that values at a place may have beside those that are recognised everywhere. */
export function findFormatsAt(pointer: string): readonly Format[] {
  const [, part] = COOKIE_PART.exec(pointer) ?? [];
  switch (part) {
    case 'value':
      return COOKIE_FORMATS.value;
    case 'value/signed':
      return COOKIE_FORMATS.signed;
    case 'attributes/expires':
      return COOKIE_FORMATS.expires;
    default:
      return [];
  }
}

const COOKIE_PART = /^\/(?:request\/headers\/cookie|response\/headers\/set-cookie)\/\d+\/(.+)$/;

/** Whether a pointer of the channel leads to a header of which at most the form is compared. */
export function isComparedByForm(pointer: string): boolean {
  const [, name] = /^\/response\/headers\/([^/]+)$/.exec(pointer) ?? [];
  return name !== undefined && (OF_CONNECTION.includes(name) || Object.hasOwn(FORMS, name));
}

/** A header that is compared: by its form, or by its value where it has none. */
export interface ComparedHeader {
  readonly name: string;
  readonly value: Json;
  readonly form: string | undefined;
}

/** The headers of a response that two runs must agree on. */
export function listComparedHeaders(response: HttpResponse, context: FormContext): ComparedHeader[] {
  return Object.entries(readHeaders(response))
    .filter(([name]) => !OF_CONNECTION.includes(name))
    .flatMap(([name, value]) => {
      const form = toForm(name, value, context);
      return form === null ? [] : [{ name, value, form }];
    });
}

function toForm(name: string, value: Json, context: FormContext): string | null | undefined {
  const describe = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  return typeof value === 'string' ? describe?.(value, context) : undefined;
}

/** The headers by name, as expectations and rules name them: one text each, and the cookies as a list. */
export function readHeaders({ headers }: Pick<HttpResponse, 'headers'>): JsonObject {
  const cookies = getHeaders(headers, SET_COOKIE).map(parseSetCookie).map(describeCookie);
  return { ...joinHeaders(headers), ...(cookies.length === 0 ? {} : { [SET_COOKIE]: sortByName(cookies) }) };
}

type DescribedCookie = ReturnType<typeof describeCookie>;

/** An attribute that stands twice is a list. */
function describeCookie({ name, value, attributes }: SetCookie) {
  const byName = Map.groupBy(attributes, ([attribute]) => attribute);
  const entries = [...byName].map(([attribute, pairs]): [string, Json] => {
    const values = pairs.map(([, text]) => text);
    return [attribute, values.length === 1 ? (values[0] ?? '') : values];
  });
  return { name, value: describeCookieValue(value), attributes: Object.fromEntries(entries) };
}

/** Cookies of different names have no order among them. */
function sortByName(cookies: readonly DescribedCookie[]): readonly DescribedCookie[] {
  return cookies.toSorted((a, b) => compareText(a.name, b.name));
}
