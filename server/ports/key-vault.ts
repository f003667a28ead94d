import type { ProviderName } from './llm-provider.ts';

export interface SealedKey {
  /** The master key that sealed it. */
  readonly keyVersion: string;
  /** Text that says nothing without the master key. */
  readonly ciphertext: string;
}

/** Whose key it is. Sealed along, so that a ciphertext moved to another row does not open. */
export interface KeyOwner {
  readonly userId: string;
  readonly provider: ProviderName;
}

/** A sealed key that cannot be opened: its master key is not in the ring, or it was changed or moved. */
export class KeyVaultError extends Error {
  readonly code = 'key_vault_failed';
  readonly reason: 'version_unknown' | 'not_authentic';

  constructor(reason: 'version_unknown' | 'not_authentic', message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'KeyVaultError';
    this.reason = reason;
  }
}

/** Keeps the keys of others, under versioned master keys. */
export interface KeyVault {
  /** What `seal` seals under. */
  readonly currentVersion: string;
  /** Whether keys that were sealed under this master key can be opened. */
  knows(keyVersion: string): boolean;
  seal(key: string, owner: KeyOwner): SealedKey;
  /** @throws KeyVaultError */
  open(sealed: SealedKey, owner: KeyOwner): string;
}
