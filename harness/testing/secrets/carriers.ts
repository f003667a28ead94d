import type { Json } from '../../values/json.ts';
import type { Chance } from './chance.ts';

/** A text that is found in traffic, files and logs, with something in it. */
export interface Carried {
  readonly text: string;
  /** The value in the place of the text, where the parts of a stream share what is carried. */
  readonly json?: Json;
}

/** Where a value may stand. `context` is the text that makes it recognisable, the value alone where nothing does. */
export interface Carrier {
  readonly name: string;
  /** The name of the variable stands before the value. */
  readonly isNamed?: true;
  /** The value is a token of its own, which needs no context. */
  readonly isBare?: true;
  carry(value: string, variable: string, chance: Chance): Carried;
  /** The text that a reader of the redacted carrier gets. */
  read(redacted: string): string;
}

const same = (text: string) => text;
const readJson = (text: string): string => Object.values(flatten(JSON.parse(text))).join('\n');
const flatten = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(flatten);
const event = (content: string) => ({ choices: [{ index: 0, delta: { content } }] });

export const CARRIERS: readonly Carrier[] = [
  { name: 'JSON', isNamed: true, carry: (v, n) => ({ text: JSON.stringify({ id: 1, [n]: v }) }), read: readJson },
  {
    name: 'JSON in JSON',
    isNamed: true,
    carry: (v, n) => ({ text: JSON.stringify({ body: JSON.stringify({ note: 'a\nb', [n]: v }) }) }),
    read: (text) => readJson(readJson(text)),
  },
  { name: '.env', isNamed: true, carry: (v, n) => ({ text: `PORT=80\nexport ${n}=${v}\nMODE=live\n` }), read: same },
  { name: '.env, quoted', isNamed: true, carry: (v, n) => ({ text: `PORT=80\n${n}="${v}"\n` }), read: same },
  { name: 'YAML', isNamed: true, carry: (v, n) => ({ text: `service:\n  ${n}: ${v}\n  port: 80\n` }), read: same },
  { name: 'log line', isNamed: true, carry: (v, n) => ({ text: `12:00:01 INFO start ${n}=${v} pid=7` }), read: same },
  {
    name: 'log line in JSON',
    isNamed: true,
    carry: (v, n) => ({ text: JSON.stringify({ msg: `failed\n${n}=${v}\nretry` }) }),
    read: readJson,
  },
  {
    name: 'URL-encoded',
    isNamed: true,
    carry: (v, n) => ({ text: `state=${encodeURIComponent(`${n}=${v}&mode=live`)}` }),
    read: decodeURIComponent,
  },
  {
    name: 'query',
    carry: (v, n) => ({ text: `https://api.internal/v1/notes?page=2&${n}=${encodeURIComponent(v)}&sort=asc` }),
    isBare: true,
    read: decodeURIComponent,
  },
  {
    name: 'header',
    carry: (v, n) => ({ text: `accept: */*\r\n${n}: ${v}\r\nhost: api\r\n` }),
    isBare: true,
    read: same,
  },
  { name: 'path', carry: (v) => ({ text: `GET /v1/keys/${v}/usage` }), isBare: true, read: same },
  { name: 'after _', carry: (v) => ({ text: `copied as backup_${v} today` }), isBare: true, read: same },
  { name: 'after :', carry: (v) => ({ text: `deploy:${v} accepted` }), isBare: true, read: same },
  { name: 'prose', carry: (v) => ({ text: `Incorrect API key provided: ${v}. See the dashboard.` }), read: same },
  { name: 'argument', carry: (v) => ({ text: `curl -u "${v}" --retry 3` }), read: same },
  {
    name: 'SSE event',
    carry: (v) => ({ text: `event: message\ndata: ${JSON.stringify(event(`use ${v} for it`))}\n\ndata: [DONE]\n\n` }),
    read: (text) => JSON.parse(text.split('\n')[1]?.slice(6) ?? '').choices[0].delta.content,
  },
  {
    name: 'SSE deltas',
    carry: (v, _n, chance) => {
      const parts: string[] = [];
      for (let rest = `use ${v} for it`; rest !== ''; ) {
        const length = 1 + chance.below(7);
        parts.push(rest.slice(0, length));
        rest = rest.slice(length);
      }
      return { text: '', json: parts.map(event) };
    },
    read: (text) =>
      JSON.parse(text)
        .map((part: ReturnType<typeof event>) => part.choices[0]?.delta.content)
        .join(''),
  },
  {
    name: 'base64',
    carry: (v, n) => ({ text: `data: "${Buffer.from(`MODE=live\n${n}=${v}\n`).toString('base64')}"` }),
    read: (text) => Buffer.from(text.slice(7), 'base64').toString(),
  },
  {
    name: 'base64url',
    carry: (v, _n, chance) => ({ text: Buffer.from(`${chance.lower(chance.below(6))}=${v}`).toString('base64url') }),
    read: (text) => Buffer.from(text, 'base64url').toString(),
  },
  {
    name: 'JSON with unicode escapes',
    carry: (v) => ({
      text: JSON.stringify({ html: `<a href='/?k=${v}'>` }).replaceAll(
        /[<>&'=]/g,
        (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
      ),
    }),
    read: readJson,
  },
];
