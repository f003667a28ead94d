import type { ProviderKeyRepository, ServiceKeyRepository } from '../../ports/key-records.ts';
import type { RateLimitRepository } from '../../ports/rate-limits.ts';
import {
  type ProviderKeyRow,
  providerKeyToRow,
  type RateLimitRow,
  rowToProviderKey,
  rowToServiceKey,
  type ServiceKeyRow,
  serviceKeyToRow,
} from './key-rows.ts';
import { OWNER_COLUMNS, type OwnerColumns, ownerOf } from './postgres-owner.ts';
import { insertion, type RunAtomically, type RunQuery } from './postgres-statements.ts';

export function serviceKeys(query: RunQuery, atomically: RunAtomically): ServiceKeyRepository {
  return {
    insert: (key, most) =>
      atomically(async (run) => {
        // Of two at once the second waits here, and then counts the key of the first.
        await run('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [key.userId]);
        const live = await run('SELECT id FROM service_keys WHERE user_id = $1 AND revoked_at IS NULL', [key.userId]);
        if (live.count >= most) {
          return 'too_many';
        }
        const { scopes, ...row } = serviceKeyToRow(key);
        const { sql, values } = insertion('service_keys', { ...row, scopes: JSON.stringify(scopes) });
        await run(sql, values);
        return 'inserted';
      }),
    listOf: async (userId) => {
      const { rows } = await query<ServiceKeyRow>(
        'SELECT * FROM service_keys WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at, id',
        [userId],
      );
      return rows.map(rowToServiceKey);
    },
    findByHash: async (keyHash) => {
      const { rows } = await query<ServiceKeyRow & OwnerColumns>(
        `SELECT service_keys.*, ${OWNER_COLUMNS} FROM service_keys JOIN users ON users.id = user_id
         WHERE key_hash = $1`,
        [keyHash],
      );
      const [row] = rows;
      return row === undefined ? null : { key: rowToServiceKey(row), user: ownerOf(row) };
    },
    touch: async (id, at) => {
      await query('UPDATE service_keys SET last_used_at = $2 WHERE id = $1', [id, at.toISOString()]);
    },
    revoke: async ({ id, userId, at }) => {
      const { count } = await query(
        'UPDATE service_keys SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL',
        [id, userId, at.toISOString()],
      );
      return count === 1;
    },
  };
}

export function providerKeys(query: RunQuery): ProviderKeyRepository {
  const select = async (condition: string, values: readonly unknown[]) => {
    const { rows } = await query<ProviderKeyRow>(`SELECT * FROM provider_keys WHERE ${condition}`, values);
    return rows.map(rowToProviderKey);
  };
  return {
    put: async (key) => {
      const { sql, values } = insertion('provider_keys', providerKeyToRow(key));
      const replaced = ['key_version', 'ciphertext', 'last4', 'status', 'updated_at'];
      const changes = replaced.map((column) => `${column} = excluded.${column}`).join(', ');
      await query(`${sql} ON CONFLICT (user_id, provider) DO UPDATE SET ${changes}`, values);
    },
    find: async ({ userId, provider }) =>
      (await select('user_id = $1 AND provider = $2', [userId, provider]))[0] ?? null,
    listOf: (userId) => select('user_id = $1 ORDER BY provider COLLATE "C"', [userId]),
    delete: async ({ userId, provider }) =>
      (await query('DELETE FROM provider_keys WHERE user_id = $1 AND provider = $2', [userId, provider])).count === 1,
    setStatus: async ({ userId, provider, ciphertext, status }) => {
      await query('UPDATE provider_keys SET status = $4 WHERE user_id = $1 AND provider = $2 AND ciphertext = $3', [
        userId,
        provider,
        ciphertext,
        status,
      ]);
    },
    versions: async () => {
      const { rows } = await query<Pick<ProviderKeyRow, 'key_version'>>(
        'SELECT DISTINCT key_version COLLATE "C" AS key_version FROM provider_keys ORDER BY 1',
        [],
      );
      return rows.map((row) => row.key_version);
    },
    notSealedUnder: (keyVersion, limit) =>
      select('key_version <> $1 ORDER BY user_id, provider LIMIT $2', [keyVersion, limit]),
    reseal: async ({ userId, provider, from, keyVersion, ciphertext }) => {
      const { count } = await query(
        `UPDATE provider_keys SET key_version = $4, ciphertext = $5
         WHERE user_id = $1 AND provider = $2 AND ciphertext = $3`,
        [userId, provider, from, keyVersion, ciphertext],
      );
      return count === 1;
    },
  };
}

export function rateLimits(query: RunQuery): RateLimitRepository {
  return {
    // One statement, which locks the row: two instances never count from the same number.
    hit: async ({ policy, principal, permits, now }) => {
      const { rows } = await query<RateLimitRow>(
        `INSERT INTO rate_limits AS counted (policy, principal, hits, resets_at) VALUES ($1, $2, $6::integer, $5)
         ON CONFLICT (policy, principal) DO UPDATE SET
           hits = CASE WHEN counted.resets_at <= $3 THEN $6 ELSE least(counted.hits + $6, $4::integer + $6) END,
           resets_at = CASE WHEN counted.resets_at <= $3 THEN excluded.resets_at ELSE counted.resets_at END
         RETURNING *`,
        [
          policy.name,
          principal,
          now.toISOString(),
          policy.limit,
          new Date(now.getTime() + policy.windowSeconds * 1000).toISOString(),
          permits,
        ],
      );
      const [row] = rows;
      if (row === undefined) {
        throw new TypeError('An upsert returns its row');
      }
      return { hits: row.hits, resetsAt: new Date(row.resets_at) };
    },
    forget: async (now) => {
      await query(
        `DELETE FROM rate_limits WHERE (policy, principal) IN
           (SELECT policy, principal FROM rate_limits WHERE resets_at <= $1 LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
        [now.toISOString()],
      );
    },
  };
}
