import type { Interaction } from '../cassette/cassette.ts';
import { findRandomValues } from '../cassette/find-random-values.ts';
import { findRandomWords } from '../secrets/looks-random.ts';

/** The interaction without headers and query values that are random, and so may open something, whatever they are called. */
export function redactRandom(interaction: Omit<Interaction, 'id'>): Omit<Interaction, 'id'> {
  const places = new Set(findRandomValues({ id: '', ...interaction }).map(({ path }) => path.join('/')));
  if (places.size === 0) {
    return interaction;
  }
  const { request, response } = interaction;
  const kept = (side: string, headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !places.has(`${side}/headers/${name}`)));
  return {
    ...interaction,
    request: {
      ...request,
      url: places.has('request/url') ? withoutRandomQuery(request.url) : request.url,
      headers: kept('request', request.headers),
    },
    response: { ...response, headers: kept('response', response.headers) },
  };
}

function withoutRandomQuery(href: string): string {
  const url = new URL(href);
  for (const [name, value] of [...url.searchParams]) {
    if (findRandomWords(value).length > 0) {
      url.searchParams.set(name, 'redacted');
    }
  }
  return url.href;
}
