import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyOwner, type KeyVault, KeyVaultError, type SealedKey } from '../../ports/key-vault.ts';
import type { MasterKey } from '../../ports/master-key.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: base64 of nonce, ciphertext and tag. The owner and the
 * version of the master key are authenticated along. One master key may seal 2^32 times (section 8.3).
 */
export class AesKeyVault implements KeyVault {
  readonly currentVersion: string;
  readonly #keys: ReadonlyMap<string, Buffer>;

  /** The first seals, all open. */
  constructor(keys: readonly [MasterKey, ...MasterKey[]]) {
    this.currentVersion = keys[0].version;
    this.#keys = new Map(keys.map(({ version, secret }) => [version, Buffer.from(secret, 'base64')]));
  }

  knows(keyVersion: string): boolean {
    return this.#keys.has(keyVersion);
  }

  seal(key: string, owner: KeyOwner): SealedKey {
    const keyVersion = this.currentVersion;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#masterKey(keyVersion), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(context(owner, keyVersion));
    const sealed = Buffer.concat([nonce, cipher.update(key, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyVersion, ciphertext: sealed.toString('base64') };
  }

  open({ keyVersion, ciphertext }: SealedKey, owner: KeyOwner): string {
    const masterKey = this.#masterKey(keyVersion);
    try {
      const sealed = Buffer.from(ciphertext, 'base64');
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, masterKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(context(owner, keyVersion));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const opened = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch (cause) {
      throw new KeyVaultError('not_authentic', 'A sealed key was changed, or belongs to somebody else', { cause });
    }
  }

  #masterKey(version: string): Buffer {
    const key = this.#keys.get(version);
    if (key === undefined) {
      throw new KeyVaultError('version_unknown', `There is no master key of version ${version}`);
    }
    return key;
  }
}

function context({ userId, provider }: KeyOwner, keyVersion: string): Buffer {
  return Buffer.from([keyVersion, userId, provider].join('\0'), 'utf8');
}
