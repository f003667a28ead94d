import { randomBytes } from 'node:crypto';
import type { SigningKey } from '../../ports/signing-key.ts';

/** A key that dies with the process: tokens do not outlive a restart. */
export function ephemeralKey(): SigningKey {
  return { kid: 'ephemeral', secret: randomBytes(32).toString('base64url') };
}
