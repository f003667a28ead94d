import { randomBytes } from 'node:crypto';
import type { MasterKey } from '../../ports/master-key.ts';

/** A master key that nobody else has and that ends with the process, as what it seals in memory does. */
export function ephemeralMasterKey(): MasterKey {
  return { version: 'ephemeral', secret: randomBytes(32).toString('base64') };
}
