import type { User } from './database.ts';
import type { ProviderName } from './llm-provider.ts';

/** `analyze` may spend money on models, `read` may read what was analysed. */
export const KEY_SCOPES = ['analyze', 'read'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A key of our API. The key itself is not stored. */
export interface ServiceKey {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** The beginning of the key, so that its owner can tell it from others. */
  readonly prefix: string;
  /** SHA-256 of the key, in hex; unique. The key has 256 random bits, so a slow hash would add nothing. */
  readonly keyHash: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface ServiceKeyRepository {
  /** Unless the user has `most` keys that are not revoked; those made at once are counted one after another. */
  insert(key: ServiceKey, most: number): Promise<'inserted' | 'too_many'>;
  /** Those not revoked, oldest first. */
  listOf(userId: string): Promise<readonly ServiceKey[]>;
  /** With its user, in one look-up: every request with a service key asks this. */
  findByHash(keyHash: string): Promise<{ readonly key: ServiceKey; readonly user: User } | null>;
  touch(id: string, at: Date): Promise<void>;
  /** Says whether the user has such a key and it was not revoked before. */
  revoke(key: { readonly id: string; readonly userId: string; readonly at: Date }): Promise<boolean>;
}

/** What the provider said about a key. A key that is present is not a key that works. */
export type ProviderKeyStatus = 'usable' | 'unauthorized' | 'unverified' | 'unreachable';

/** A user's own key of a provider, sealed by the KeyVault. A user has at most one for each provider. */
export interface ProviderKey {
  readonly userId: string;
  readonly provider: ProviderName;
  /** The master key that seals it. */
  readonly keyVersion: string;
  readonly ciphertext: string;
  readonly last4: string;
  readonly status: ProviderKeyStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type ProviderKeyId = Pick<ProviderKey, 'userId' | 'provider'>;

export interface ProviderKeyRepository {
  /** Takes the place of an earlier key, whose `createdAt` stays. */
  put(key: ProviderKey): Promise<void>;
  find(id: ProviderKeyId): Promise<ProviderKey | null>;
  /** By provider in alphabetical order. */
  listOf(userId: string): Promise<readonly ProviderKey[]>;
  delete(id: ProviderKeyId): Promise<boolean>;
  /** Only while the key is still this `ciphertext`. */
  setStatus(change: ProviderKeyId & Pick<ProviderKey, 'ciphertext' | 'status'>): Promise<void>;
  /** The master keys that seal something, in alphabetical order. */
  versions(): Promise<readonly string[]>;
  /** At most `limit` keys that another master key than `keyVersion` seals. */
  notSealedUnder(keyVersion: string, limit: number): Promise<readonly ProviderKey[]>;
  /** Swaps the ciphertext if it is still `from`; says whether it did. */
  reseal(
    change: ProviderKeyId & Pick<ProviderKey, 'keyVersion' | 'ciphertext'> & { readonly from: string },
  ): Promise<boolean>;
}
