import type { ProviderUrls } from '../api/provider-urls.ts';
import { PROTOCOLS } from '../providers/protocols.ts';

export function providerUrls(base: string): ProviderUrls {
  return { openai: `${base}/openai/v1`, anthropic: `${base}/anthropic`, google: `${base}/google` };
}

/** The path of everything that belongs to one playback. */
export function pathOfPlayback(token: string): string {
  return `/s/${token}`;
}

/** What a path and query of the gateway asks for. */
export type GatewayRoute =
  /** A call to a provider. `token` names a playback; null leaves the choice to the header or the default. */
  | { readonly kind: 'call'; readonly url: string; readonly token: string | null }
  | { readonly kind: 'scenario'; readonly scenarioId: string }
  | { readonly kind: 'playback'; readonly token: string }
  | { readonly kind: 'health' }
  | { readonly kind: 'unknown' };

export function routeOf(target: string): GatewayRoute {
  const { pathname, search } = new URL(target, 'http://gateway');
  if (pathname === '/__parity/health') {
    return { kind: 'health' };
  }
  const [, scenario] = /^\/__parity\/scenarios\/(.+)$/.exec(pathname) ?? [];
  if (scenario !== undefined) {
    return { kind: 'scenario', scenarioId: decoded(scenario) };
  }
  const [, playback] = /^\/__parity\/playbacks\/([^/]+)$/.exec(pathname) ?? [];
  if (playback !== undefined) {
    return { kind: 'playback', token: playback };
  }
  const [, token = null, provider, rest = ''] = /^(?:\/s\/([^/]+))?\/([a-z]+)(\/.*)$/.exec(pathname) ?? [];
  const protocol = PROTOCOLS.find((one) => one.provider === provider);
  return protocol === undefined ? { kind: 'unknown' } : { kind: 'call', url: protocol.origin + rest + search, token };
}

/** The text as it is when its percent signs encode nothing: then it is no scenario id, and is refused as such. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return text;
    }
    throw error;
  }
}
