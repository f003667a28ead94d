import { anthropic } from './anthropic/provider.ts';
import { google } from './google/provider.ts';
import { mistral } from './mistral/provider.ts';
import { openai } from './openai/provider.ts';
import type { Provider } from './provider.ts';

/** Every provider whose traffic is understood. Of two that have the same paths, the first is meant where nothing decides. */
export const PROVIDERS = [openai, anthropic, google, mistral] as const satisfies readonly Provider[];

export type ProviderName = (typeof PROVIDERS)[number]['name'];

/** The provider whose public API this URL belongs to. */
export function findProvider(url: URL): Provider | null {
  return PROVIDERS.find(({ origin }) => origin === url.origin) ?? null;
}

/** A value for each provider, by its name. */
export function mapProviders<Value>(toValue: (provider: Provider) => Value): Readonly<Record<ProviderName, Value>> {
  const entries = PROVIDERS.map((provider) => [provider.name, toValue(provider)] as const);
  return Object.fromEntries(entries) as Record<ProviderName, Value>;
}
