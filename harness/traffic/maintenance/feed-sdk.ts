import type { Provider } from '../providers/provider.ts';
import { PROVIDERS } from '../providers/providers.ts';
import type { ProviderSdk, SdkCall, SdkResult, SdkServer } from '../providers/sdk-call.ts';

/**
 * Gives a recorded response to the installed SDK that makes such requests. null when no SDK has the operation. Waits at
 * most `timeoutMs`, because an SDK may wait for ever for what a damaged stream lacks.
 */
export async function feedSdk(
  call: SdkCall,
  options: { readonly server: SdkServer; readonly timeoutMs: number },
): Promise<SdkResult | null> {
  const sdk = findSdk(call);
  if (sdk === null) {
    return null;
  }
  const { promise, resolve } = Promise.withResolvers<SdkResult>();
  const timer = setTimeout(
    () => resolve({ outcome: 'failed', reason: `The SDK did not come to an end in ${options.timeoutMs} ms.` }),
    options.timeoutMs,
  );
  try {
    return await Promise.race([sdk.feed(call, options.server), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of several with the operation, the SDK of the provider whose host is asked. */
function findSdk({ method, url }: SdkCall): ProviderSdk | null {
  const all: readonly Provider[] = PROVIDERS;
  const owner = all.find((provider) => ownsHost(provider, url));
  const isOffered = ({ sdk }: Provider) =>
    sdk?.offers(method, url) === true && (owner === undefined || sdk.compatible?.test(url.pathname) === true);
  return owner?.sdk?.offers(method, url) === true ? owner.sdk : (all.find(isOffered)?.sdk ?? null);
}

/** Whether the host is in the domain of the provider: `api.openai.com`, `eu.api.openai.com`. */
function ownsHost({ origin }: Provider, { hostname }: URL): boolean {
  const domain = new URL(origin).hostname.split('.').slice(-2).join('.');
  return hostname === domain || hostname.endsWith(`.${domain}`);
}
