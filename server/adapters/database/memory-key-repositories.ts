import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { ProviderKeyRepository, ServiceKeyRepository } from '../../ports/key-records.ts';
import type { RateLimitRepository } from '../../ports/rate-limits.ts';
import { providerKeyToRow, rowToProviderKey, rowToServiceKey, serviceKeyToRow } from './key-rows.ts';
import { insert, optional, refuseNul, requireUser, type TableAccess, userOf } from './memory-rows.ts';
import { rowToUser } from './rows.ts';

const FORGOTTEN_AT_ONCE = 1000;

export function serviceKeys({ read, write }: TableAccess): ServiceKeyRepository {
  return {
    insert: (key, most) =>
      write((tables) => {
        const live = [...tables.serviceKeys.values()].filter((row) => row.user_id === key.userId && !row.revoked_at);
        if (live.length >= most) {
          return 'too_many';
        }
        requireUser(tables, key.userId, 'service_keys_user_id_fkey');
        if ([...tables.serviceKeys.values()].some((row) => row.key_hash === key.keyHash)) {
          throw new ConstraintViolation('service_keys_key_hash_key');
        }
        insert(tables.serviceKeys, serviceKeyToRow(key), 'service_keys_pkey');
        return 'inserted';
      }),
    listOf: (userId) =>
      read((tables) =>
        [...tables.serviceKeys.values()]
          .filter((row) => row.user_id === userId && row.revoked_at === null)
          .sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id))
          .map(rowToServiceKey),
      ),
    findByHash: (keyHash) =>
      read((tables) =>
        optional(
          [...tables.serviceKeys.values()].find((row) => row.key_hash === keyHash),
          (row) => ({ key: rowToServiceKey(row), user: rowToUser(userOf(tables, row.user_id)) }),
        ),
      ),
    touch: (id, at) =>
      write((tables) => {
        const row = tables.serviceKeys.get(id);
        if (row !== undefined) {
          tables.serviceKeys.set(id, { ...row, last_used_at: at.toISOString() });
        }
      }),
    revoke: ({ id, userId, at }) =>
      write((tables) => {
        const row = tables.serviceKeys.get(id);
        if (row === undefined || row.user_id !== userId || row.revoked_at !== null) {
          return false;
        }
        tables.serviceKeys.set(id, { ...row, revoked_at: at.toISOString() });
        return true;
      }),
  };
}

export function providerKeys({ read, write }: TableAccess): ProviderKeyRepository {
  return {
    put: (key) =>
      write((tables) => {
        requireUser(tables, key.userId, 'provider_keys_user_id_fkey');
        const row = providerKeyToRow(key);
        refuseNul(row);
        const earlier = tables.providerKeys.get(idOf(key));
        tables.providerKeys.set(idOf(key), { ...row, created_at: earlier?.created_at ?? row.created_at });
      }),
    find: (id) => read((tables) => optional(tables.providerKeys.get(idOf(id)), rowToProviderKey)),
    listOf: (userId) =>
      read((tables) =>
        [...tables.providerKeys.values()]
          .filter((row) => row.user_id === userId)
          .sort((a, b) => compare(a.provider, b.provider))
          .map(rowToProviderKey),
      ),
    delete: (id) => write((tables) => tables.providerKeys.delete(idOf(id))),
    setStatus: (change) =>
      write((tables) => {
        const row = tables.providerKeys.get(idOf(change));
        if (row?.ciphertext === change.ciphertext) {
          tables.providerKeys.set(idOf(change), { ...row, status: change.status });
        }
      }),
    versions: () =>
      read((tables) => [...new Set([...tables.providerKeys.values()].map((row) => row.key_version))].sort(compare)),
    notSealedUnder: (keyVersion, limit) =>
      read((tables) =>
        [...tables.providerKeys.entries()]
          .filter(([, row]) => row.key_version !== keyVersion)
          .sort(([a], [b]) => compare(a, b))
          .slice(0, limit)
          .map(([, row]) => rowToProviderKey(row)),
      ),
    reseal: (change) =>
      write((tables) => {
        const row = tables.providerKeys.get(idOf(change));
        if (row?.ciphertext !== change.from) {
          return false;
        }
        const { keyVersion, ciphertext } = change;
        tables.providerKeys.set(idOf(change), { ...row, key_version: keyVersion, ciphertext });
        return true;
      }),
  };
}

export function rateLimits({ write }: TableAccess): RateLimitRepository {
  return {
    hit: ({ policy, principal, permits, now }) =>
      write((tables) => {
        const id = `${policy.name} ${principal}`;
        const counted = tables.rateLimits.get(id);
        const isOpen = counted !== undefined && Date.parse(counted.resets_at) > now.getTime();
        const resetsAt = isOpen ? new Date(counted.resets_at) : new Date(now.getTime() + policy.windowSeconds * 1000);
        const hits = isOpen ? Math.min(counted.hits + permits, policy.limit + permits) : permits;
        tables.rateLimits.set(id, { policy: policy.name, principal, hits, resets_at: resetsAt.toISOString() });
        return { hits, resetsAt };
      }),
    forget: (now) =>
      write((tables) => {
        const ended = [...tables.rateLimits].filter(([, row]) => Date.parse(row.resets_at) <= now.getTime());
        for (const [id] of ended.slice(0, FORGOTTEN_AT_ONCE)) {
          tables.rateLimits.delete(id);
        }
      }),
  };
}

function idOf({ userId, provider }: { readonly userId: string; readonly provider: string }): string {
  return `${userId} ${provider}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
