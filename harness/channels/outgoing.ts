import { counted } from '../base/plural.ts';
import {
  getEndpointName,
  inEndpointOrder,
  type OutgoingRequest,
  outgoingRequestsSchema,
} from '../evidence/outgoing-request.ts';
import type { Json } from '../values/json.ts';
import { join } from '../values/pointer.ts';
import type { Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';

/** The requests to other servers that a step caused, LLM calls aside, by endpoint; those to one endpoint keep their order. */
export const outgoing: Channel<readonly OutgoingRequest[]> = {
  name: 'outgoing',
  title: 'Outgoing requests',
  view: 'value',
  compared: [
    { part: 'number of requests to each endpoint, and their order', how: 'exactly' },
    { part: 'method and URL with its query', how: 'up to symbols' },
    {
      part: 'body of a request: JSON, text, the parts of a form, or length and digest of other bytes',
      how: 'up to symbols',
    },
    { part: 'status and body of a response, and whether it came', how: 'up to symbols' },
    {
      part: 'headers that change what is asked for or what came: type, version, condition, scheme of the credentials, place',
      how: 'up to symbols, where both targets show them',
      why: 'a double that is called as a function knows no headers',
    },
    {
      part: 'headers of the connection, of a client and of proxies',
      how: 'not compared',
      why: 'they belong to the library that sends the request',
    },
    {
      part: 'order of requests to different endpoints',
      how: 'not compared',
      why: 'they run in parallel and start in any order',
    },
  ],
  schema: outgoingRequestsSchema,
  seenIn: (step) => step.outgoing,
  toJson: (seen) => inEndpointOrder(seen),
  toCanonical: (seen, context) => inEndpointOrder(seen).map((one, index) => context.toSymbols(one, join('', index))),
  compare: (left, right, comparison) => {
    const [one, other] = [listHeaders(left.canonical), listHeaders(right.canonical)];
    const isKnown = (index: number) => one[index] === true && other[index] === true;
    return comparison.compare(dropHeaders(left.canonical, isKnown), dropHeaders(right.canonical, isKnown));
  },
  locate: ({ outgoing: seen = [] }) =>
    inEndpointOrder(seen).map((one, index) => ({
      path: ['outgoing', String(seen.indexOf(one))],
      pointer: join('', index),
      value: one,
    })),
  summarise: (seen) => (seen.length === 0 ? undefined : counted(seen.length, 'outgoing request')),
  describePointer: (pointer, subject) => {
    const { first, after } = splitPlace(pointer);
    if (first === '') {
      return 'outgoing requests';
    }
    return [`outgoing request ${toOrdinal(first)}${subject === undefined ? '' : `, ${subject}`}`, after(1)]
      .filter((part) => part !== '')
      .join(', ');
  },
  findSubject: (seen, pointer) => {
    const [, index] = /^\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
    const request = index === undefined ? undefined : inEndpointOrder(seen)[Number(index)];
    return request === undefined ? undefined : getEndpointName(request);
  },
};

function listHeaders(canonical: Json): readonly boolean[] {
  return Array.isArray(canonical) ? canonical.map((one) => isObject(one) && 'headers' in one) : [];
}

/** Without the headers of requests of which one target shows none. */
function dropHeaders(canonical: Json, isKnown: (index: number) => boolean): Json {
  if (!Array.isArray(canonical)) {
    return canonical;
  }
  return canonical.map((one, index) => (isKnown(index) || !isObject(one) ? one : withoutHeaders(one)));
}

function withoutHeaders({ headers: _, outcome = null, ...request }: { readonly [name: string]: Json }): Json {
  if (!isObject(outcome)) {
    return { ...request, outcome };
  }
  const { headers: __, ...rest } = outcome;
  return { ...request, outcome: rest };
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
