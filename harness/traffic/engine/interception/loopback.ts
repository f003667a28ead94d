/** Whether the host of a URL is this machine: `localhost` and its subdomains (RFC 6761), 127.0.0.0/8 and ::1. */
export function isLoopback(hostname: string): boolean {
  return /^(?:.+\.)?localhost\.?$/i.test(hostname) || /^127(?:\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]';
}
