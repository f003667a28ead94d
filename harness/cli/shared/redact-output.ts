import type { WriteStream } from 'node:tty';
import type { SecretFirewall } from '../../traffic/secrets/firewall.ts';

/** The stream, which writes no secret. What is written at once is looked at as a whole. */
export function redactOutput(stream: WriteStream, firewall: SecretFirewall): WriteStream {
  return new Proxy(stream, {
    get: (target, name) => {
      if (name === 'write') {
        return (chunk: string | Uint8Array, ...rest: []) =>
          target.write(typeof chunk === 'string' ? firewall.redact(chunk) : chunk, ...rest);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
