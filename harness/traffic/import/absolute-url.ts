import type { Provider } from '../providers/provider.ts';
import { PROVIDERS } from '../providers/providers.ts';
import type { SourceExchange } from './formats/import-format.ts';
import { findHeader } from './formats/source-value.ts';
import { Refusal } from './refusals.ts';

const OPENROUTER = 'https://openrouter.ai';

/** Hosts with OpenAI's paths that are no providers of ours, by the folder that a file lies in. */
const OTHER_HOSTS: readonly (readonly [folder: RegExp, origin: string])[] = [
  [/(?:^|[/_.-])deepseek/i, 'https://api.deepseek.com'],
  [/(?:^|[/_.-])openrouter/i, OPENROUTER],
  [/(?:^|[/_.-])groq/i, 'https://api.groq.com'],
  [/(?:^|[/_.-])x-?ai[/_.-]/i, 'https://api.x.ai'],
];

/**
 * The absolute URL of a request. Where the recorder stores no host it follows from what only one provider has: a header,
 * the folder, the path. Throws a refusal.
 */
export function toAbsoluteUrl(exchange: SourceExchange, file: string): string {
  const { url } = exchange;
  if (!url.startsWith('/')) {
    return checkUrl(url);
  }
  return checkUrl(`${findBase(exchange, file)}${url}`);
}

function findBase(exchange: SourceExchange, file: string): string {
  const { url } = exchange;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const byHeader = PROVIDERS.find(({ importHints: { header } }) => hasHeader(exchange, header));
  const other = OTHER_HOSTS.find(([pattern]) => pattern.test(folder))?.[1];
  if (byHeader !== undefined || other !== undefined) {
    return byHeader?.origin ?? other ?? '';
  }
  const found = findByPath(url, folder);
  if (found !== null) {
    return found;
  }
  throw new Refusal('host_unknown', `The path is ${JSON.stringify(url.split('?')[0]?.slice(0, 80))}.`);
}

function hasHeader({ requestHeaders }: SourceExchange, name: string | null): boolean {
  return name !== null && findHeader(requestHeaders, name) !== undefined;
}

/** A path that several providers have is of the one that the folder names, or of the first. */
function findByPath(url: string, folder: string): string | null {
  const all: readonly Provider[] = PROVIDERS;
  const candidates = all.filter(({ importHints }) => importHints.paths.test(url));
  const [first] = candidates;
  const named = candidates.find((provider) => isNamedBy(provider, folder));
  if (named !== undefined || first !== undefined) {
    return (named ?? first)?.origin ?? null;
  }
  if (url.startsWith('/api/v1/')) {
    return OPENROUTER;
  }
  const owner = all.find(({ importHints }) => importHints.otherPaths?.test(url));
  const below = all.find(({ importHints }) => importHints.pathsBelowBase?.test(url));
  return owner?.origin ?? (below === undefined ? null : below.origin + below.baseUrl.path);
}

function isNamedBy({ importHints }: Provider, folder: string): boolean {
  return importHints.folders.some((name) => new RegExp(`(?:^|[/_.-])${name}`, 'i').test(folder));
}

/** Some recorders mask a part of the host (`<AWS_REGION>`), which no URL may hold: it becomes `aws-region`. */
function replaceMask(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (!host.includes('<')) {
    return url;
  }
  const plain = host.replaceAll(/<([\w -]+)>/g, (_mask, name: string) => name.toLowerCase().replaceAll(/[_ ]/g, '-'));
  return `${scheme}${plain}${rest}`;
}

function checkUrl(stored: string): string {
  const url = replaceMask(stored);
  if (!URL.canParse(url)) {
    throw new Refusal('url_invalid');
  }
  const { protocol, href, hostname } = new URL(url);
  if (!/^https?:$/.test(protocol) || hostname === '') {
    throw new Refusal('url_invalid');
  }
  return href.replace(/^(https:\/\/[^/]+?):443\//, '$1/');
}
