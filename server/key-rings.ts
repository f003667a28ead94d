import { type EnvironmentReader, isPlaceholder } from './environment-reader.ts';
import type { MasterKey } from './ports/master-key.ts';
import type { SigningKey } from './ports/signing-key.ts';

/** Characters. */
export const SHORTEST_SECRET = 32;
export const MASTER_KEY_BYTES = 32;
const KEY_NAME = /^[A-Za-z0-9._-]{1,64}$/;

export function readJwtKeys(reader: EnvironmentReader): readonly SigningKey[] {
  const entries = reader.text('JWT_KEYS')?.split(',') ?? [];
  const keys = entries.map((entry) => {
    const [kid = '', ...rest] = entry.trim().split(':');
    return { kid, secret: rest.join(':') };
  });
  keys.forEach(({ kid, secret }, index) => {
    if (!KEY_NAME.test(kid)) {
      reader.refuse('JWT_KEYS', `entry ${index + 1} has no key id: write "kid:secret"`);
    } else if (isPlaceholder(secret)) {
      reader.refuse('JWT_KEYS', `the secret of entry ${index + 1} is a placeholder`);
    } else if (secret.length < SHORTEST_SECRET) {
      reader.refuse('JWT_KEYS', `the secret of entry ${index + 1} has fewer than ${SHORTEST_SECRET} characters`);
    }
  });
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    reader.refuse('JWT_KEYS', 'has the same key id twice');
  }
  return keys;
}

export function readMasterKeys(reader: EnvironmentReader): readonly MasterKey[] {
  const entries = reader.text('MASTER_KEYS')?.split(',') ?? [];
  const keys = entries.map((entry) => {
    const [version = '', ...rest] = entry.trim().split(':');
    return { version, secret: rest.join(':') };
  });
  keys.forEach(({ version, secret }, index) => {
    if (!KEY_NAME.test(version)) {
      reader.refuse('MASTER_KEYS', `entry ${index + 1} has no version: write "version:key"`);
    } else if (Buffer.from(secret, 'base64').length !== MASTER_KEY_BYTES) {
      reader.refuse('MASTER_KEYS', `the key of entry ${index + 1} is not ${MASTER_KEY_BYTES} bytes in base64`);
    }
  });
  if (new Set(keys.map(({ version }) => version)).size < keys.length) {
    reader.refuse('MASTER_KEYS', 'has the same version twice');
  }
  return keys;
}
