import type { SourceExchange } from './import-format.ts';
import { Refusal } from './refusals.ts';
import { headerOf } from './source-value.ts';

/** Providers that are told by the folder a file lies in, for recorders that store no host. */
const BY_FOLDER: readonly (readonly [folder: RegExp, base: string])[] = [
  [/(?:^|[/_.-])deepseek/i, 'https://api.deepseek.com'],
  [/(?:^|[/_.-])openrouter/i, 'https://openrouter.ai'],
  [/(?:^|[/_.-])groq/i, 'https://api.groq.com'],
  [/(?:^|[/_.-])mistral/i, 'https://api.mistral.ai'],
  [/(?:^|[/_.-])x-?ai[/_.-]/i, 'https://api.x.ai'],
];

const BY_PATH: readonly (readonly [path: RegExp, base: string])[] = [
  [/^\/v1(?:alpha|beta)?\d*\/(?:models\/[^/]+:|cachedContents|batches|interactions|models\?|models$)/, 'google'],
  [/^\/v1(?:alpha|beta)\d*\//, 'google'],
  [/^\/v1\/(?:messages|complete$)/, 'anthropic'],
  [/^\/api\/v1\//, 'https://openrouter.ai'],
  [/^\/v1\//, 'openai'],
];

const ORIGINS: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com',
  anthropic: 'https://api.anthropic.com',
  google: 'https://generativelanguage.googleapis.com',
};

/** The paths of OpenAI's API when its base URL, `/v1` included, was what the client was pointed at. */
const OPENAI_BELOW_BASE =
  /^\/(?:chat\/completions|completions|responses|embeddings|moderations|images|audio|models|files)(?:[/?]|$)/;

/**
 * The absolute URL of a request. Where the recorder stores no host it follows from what only one provider has: a header,
 * the folder, the path. Throws a refusal.
 */
export function absoluteUrl(exchange: SourceExchange, file: string): string {
  const { url } = exchange;
  if (!url.startsWith('/')) {
    return checked(url);
  }
  return checked(`${originFor(exchange, file)}${url}`);
}

function originFor({ url, requestHeaders }: SourceExchange, file: string): string {
  if (headerOf(requestHeaders, 'anthropic-version') !== undefined) {
    return 'https://api.anthropic.com';
  }
  if (headerOf(requestHeaders, 'x-goog-api-key') !== undefined) {
    return 'https://generativelanguage.googleapis.com';
  }
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const byFolder = BY_FOLDER.find(([pattern]) => pattern.test(folder))?.[1];
  if (byFolder !== undefined) {
    return byFolder;
  }
  const inFolder = ['openai', 'anthropic', 'google', 'gemini'].find((name) =>
    folder.toLowerCase().includes(`/${name}/`),
  );
  if (/^\/v1\/(?:files|models)\b/.test(url) && inFolder === 'anthropic') {
    return 'https://api.anthropic.com';
  }
  const byPath = BY_PATH.find(([pattern]) => pattern.test(url) && !isOpenAiModels(url))?.[1];
  if (byPath !== undefined) {
    return ORIGINS[byPath] ?? byPath;
  }
  if (isOpenAiModels(url)) {
    return 'https://api.openai.com';
  }
  if (OPENAI_BELOW_BASE.test(url)) {
    return 'https://api.openai.com/v1';
  }
  throw new Refusal('host_unknown', `The path is ${JSON.stringify(url.split('?')[0]?.slice(0, 80))}.`);
}

/** `/v1/models` is OpenAI's and Anthropic's; Google's is `/v1beta/models`. */
function isOpenAiModels(url: string): boolean {
  return /^\/v1\/models(?:[/?]|$)/.test(url) && !url.includes(':');
}

/** Some recorders mask a part of the host (`<AWS_REGION>`), which no URL may hold: it becomes `aws-region`. */
function withoutMask(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (!host.includes('<')) {
    return url;
  }
  const plain = host.replaceAll(/<([\w -]+)>/g, (_mask, name: string) => name.toLowerCase().replaceAll(/[_ ]/g, '-'));
  return `${scheme}${plain}${rest}`;
}

function checked(stored: string): string {
  const url = withoutMask(stored);
  if (!URL.canParse(url)) {
    throw new Refusal('url_invalid');
  }
  const { protocol, href, hostname } = new URL(url);
  if (!/^https?:$/.test(protocol) || hostname === '') {
    throw new Refusal('url_invalid');
  }
  return href.replace(/^(https:\/\/[^/]+?):443\//, '$1/');
}
