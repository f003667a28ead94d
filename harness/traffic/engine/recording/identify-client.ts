import { PROVIDERS } from '../../providers/providers.ts';

const CLIENTS = PROVIDERS.flatMap(({ clients }) => Object.entries(clients));

/**
 * The SDK that sent a request and its version, as it says itself in `user-agent` or `x-goog-api-client`. null for any other
 * client.
 */
export function identifyClient(headers: Headers): { readonly name: string; readonly version: string } | null {
  const client = `${headers.get('user-agent') ?? ''} ${headers.get('x-goog-api-client') ?? ''}`;
  for (const [name, pattern] of CLIENTS) {
    const version = pattern.exec(client)?.[1];
    if (version !== undefined) {
      return { name, version };
    }
  }
  return null;
}
