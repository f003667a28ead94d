import type { ProviderName } from '../providers/providers.ts';

/** Where the client of each provider has to be pointed, as its SDK wants it: OpenAI with `/v1`, the others without. */
export type ProviderUrls = Readonly<Record<ProviderName, string>>;
