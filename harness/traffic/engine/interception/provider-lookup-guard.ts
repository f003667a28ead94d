import dns from 'node:dns';
import { PROVIDERS } from '../../providers/providers.ts';

/**
 * Refuses to look up the addresses of LLM providers until disposed of. Intercepted requests never get that far, so a
 * look-up means that a connection passed the interception: one that does not speak HTTP/1. `onEscape` is told the host.
 */
export function guardProviderLookups(onEscape: (host: string) => void): Disposable {
  const hosts = new Set(PROVIDERS.map(({ origin }) => new URL(origin).hostname));
  const lookup = dns.lookup;
  dns.lookup = new Proxy(lookup, {
    apply(target, self, args: unknown[]) {
      const [host] = args;
      const callback = args.at(-1);
      if (typeof host !== 'string' || !hosts.has(host) || typeof callback !== 'function') {
        return Reflect.apply(target, self, args);
      }
      onEscape(host);
      const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}: refused by ultra-parity`), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
        hostname: host,
      });
      process.nextTick(() => Reflect.apply(callback, undefined, [error]));
    },
  });
  return {
    [Symbol.dispose]() {
      dns.lookup = lookup;
    },
  };
}
