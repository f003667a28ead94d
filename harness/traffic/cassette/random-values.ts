import { hasRandomWord } from '../secrets/looks-random.ts';
import type { Interaction } from './cassette.ts';

/** Hold ids, or the boundary of a form, which are random and open nothing. */
const RANDOM_BY_NATURE = /^(?:content-type|.*request-id)$/;
const POSITIONS = /^(?:page_?token|next_?page_?token|cursor|after|before)$/i;

/** Where a header or a query parameter holds a random value, whatever it is called. Paths from the interaction. */
export function randomValues({ request, response }: Interaction): readonly (readonly string[])[] {
  const inHeaders = Object.entries({ request, response }).flatMap(([side, { headers }]) =>
    Object.entries(headers)
      .filter(([name, value]) => !RANDOM_BY_NATURE.test(name) && hasRandomWord(value))
      .map(([name]) => [side, 'headers', name]),
  );
  const query = [...new URL(request.url).searchParams];
  const isInQuery = query.some(([name, value]) => !POSITIONS.test(name) && hasRandomWord(value));
  return [...inHeaders, ...(isInQuery ? [['request', 'url']] : [])];
}
