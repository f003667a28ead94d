import type { ProviderKey, ServiceKey } from '../../ports/key-records.ts';

export type ServiceKeyRow = Readonly<{
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  key_hash: string;
  scopes: readonly ServiceKey['scopes'][number][];
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}>;

export type ProviderKeyRow = Readonly<{
  user_id: string;
  provider: ProviderKey['provider'];
  key_version: string;
  ciphertext: string;
  last4: string;
  status: ProviderKey['status'];
  created_at: string;
  updated_at: string;
}>;

export type RateLimitRow = Readonly<{ policy: string; principal: string; hits: number; resets_at: string }>;

export function serviceKeyToRow(key: ServiceKey): ServiceKeyRow {
  return {
    id: key.id,
    user_id: key.userId,
    name: key.name,
    prefix: key.prefix,
    key_hash: key.keyHash,
    scopes: [...key.scopes],
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}

export function rowToServiceKey(row: ServiceKeyRow): ServiceKey {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    prefix: row.prefix,
    keyHash: row.key_hash,
    scopes: [...row.scopes],
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  };
}

export function providerKeyToRow(key: ProviderKey): ProviderKeyRow {
  return {
    user_id: key.userId,
    provider: key.provider,
    key_version: key.keyVersion,
    ciphertext: key.ciphertext,
    last4: key.last4,
    status: key.status,
    created_at: key.createdAt.toISOString(),
    updated_at: key.updatedAt.toISOString(),
  };
}

export function rowToProviderKey(row: ProviderKeyRow): ProviderKey {
  return {
    userId: row.user_id,
    provider: row.provider,
    keyVersion: row.key_version,
    ciphertext: row.ciphertext,
    last4: row.last4,
    status: row.status,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
