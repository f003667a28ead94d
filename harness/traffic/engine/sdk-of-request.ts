/** How the SDKs name themselves, and the npm package that each is. */
const SDKS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bOpenAI\/JS ([\w.-]+)/, 'openai'],
  [/\bAnthropic\/JS ([\w.-]+)/, '@anthropic-ai/sdk'],
  [/\bgenai-js\/([\w.-]+)/, '@google/generative-ai'],
  [/\bgoogle-genai-sdk\/([\w.-]+)/, '@google/genai'],
];

/**
 * The SDK that sent a request and its version, as it says itself in `user-agent` or `x-goog-api-client`. null for any other
 * client.
 */
export function sdkOfRequest(headers: Headers): { readonly name: string; readonly version: string } | null {
  const client = `${headers.get('user-agent') ?? ''} ${headers.get('x-goog-api-client') ?? ''}`;
  for (const [pattern, name] of SDKS) {
    const version = pattern.exec(client)?.[1];
    if (version !== undefined) {
      return { name, version };
    }
  }
  return null;
}
