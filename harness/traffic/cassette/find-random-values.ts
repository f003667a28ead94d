import { findRandomWords } from '../secrets/looks-random.ts';
import type { Interaction } from './cassette.ts';

/** Hold ids, or the boundary of a form, which are random and open nothing. */
const RANDOM_BY_NATURE = /^(?:content-type|etag|.*request-id)$/;
const POSITIONS = /^(?:page_?token|next_?page_?token|cursor|after|before)$/i;

export interface RandomValue {
  /** Where it is in the interaction. */
  readonly path: readonly string[];
  readonly word: string;
}

/** The random values in headers and query parameters, whatever these are called. */
export function findRandomValues({ request, response }: Interaction): readonly RandomValue[] {
  const inHeaders = Object.entries({ request, response }).flatMap(([side, { headers }]) =>
    Object.entries(headers)
      .filter(([name]) => !RANDOM_BY_NATURE.test(name))
      .flatMap(([name, value]) => findRandomWords(value).map((word) => ({ path: [side, 'headers', name], word }))),
  );
  const inQuery = [...new URL(request.url).searchParams]
    .filter(([name]) => !POSITIONS.test(name))
    .flatMap(([, value]) => findRandomWords(value).map((word) => ({ path: ['request', 'url'], word })));
  return [...inHeaders, ...inQuery];
}
