import { isIPv6 } from 'node:net';
import type { Request } from 'express';

const PREFIX_GROUPS = 4;

/**
 * Where a request came from, as limits count it: an IPv4 address, or the /64 of an IPv6 address, which is what one
 * customer of a provider has (RFC 6177).
 */
export function clientAddress(request: Pick<Request, 'ip'>): string {
  return addressGroup(request.ip ?? 'unknown');
}

export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) {
    return mapped ?? address;
  }
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, PREFIX_GROUPS).join(':')}::/64`;
}
