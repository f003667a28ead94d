/** Where the client of each provider has to be pointed, as its SDK wants it: OpenAI with `/v1`, the others without. */
export interface ProviderUrls {
  readonly openai: string;
  readonly anthropic: string;
  readonly google: string;
}
