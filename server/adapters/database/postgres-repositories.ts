import type { Repositories, SessionRepository, UserRepository } from '../../ports/database.ts';
import { analyses } from './postgres-analyses.ts';
import { providerKeys, rateLimits, serviceKeys } from './postgres-key-repositories.ts';
import { OWNER_COLUMNS, type OwnerColumns, ownerOf } from './postgres-owner.ts';
import { insertion, type RunAtomically, type RunQuery } from './postgres-statements.ts';
import { rowToSession, rowToUser, type SessionRow, sessionToRow, type UserRow, userToRow } from './rows.ts';

export function postgresRepositories(query: RunQuery, atomically: RunAtomically): Repositories {
  return {
    users: users(query),
    sessions: sessions(query),
    analyses: analyses(query, atomically),
    serviceKeys: serviceKeys(query, atomically),
    providerKeys: providerKeys(query),
    rateLimits: rateLimits(query),
  };
}

function users(query: RunQuery): UserRepository {
  return {
    insert: async (user) => {
      const statement = insertion('users', userToRow(user));
      const { count } = await query(`${statement.sql} ON CONFLICT (email) DO NOTHING`, statement.values);
      return count === 1 ? 'inserted' : 'email_taken';
    },
    findByEmail: async (email) => {
      const { rows } = await query<UserRow>('SELECT * FROM users WHERE email = $1', [email]);
      return rows[0] === undefined ? null : rowToUser(rows[0]);
    },
    setPassword: async ({ id, fromHash, toHash }) => {
      const { count } = await query('UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [
        id,
        fromHash,
        toHash,
      ]);
      return count === 1;
    },
    delete: async (id) => (await query('DELETE FROM users WHERE id = $1', [id])).count === 1,
  };
}

function sessions(query: RunQuery): SessionRepository {
  return {
    insert: async (session) => {
      const { sql, values } = insertion('sessions', sessionToRow(session));
      await query(sql, values);
    },
    insertUnderPassword: async (session, passwordHash) => {
      const row = sessionToRow(session);
      const columns = Object.keys(row);
      const places = columns.map(
        (column, index) => `$${index + 3}::${column.endsWith('_at') ? 'timestamptz' : 'uuid'}`,
      );
      // FOR SHARE waits for a setPassword under way, and makes a later one wait.
      const { count } = await query(
        `INSERT INTO sessions (${columns.join(', ')})
         SELECT ${places.join(', ')} FROM users WHERE id = $1 AND password_hash = $2 FOR SHARE`,
        [session.userId, passwordHash, ...Object.values(row)],
      );
      return count === 1;
    },
    find: async (id) => {
      const { rows } = await query<SessionRow & OwnerColumns>(
        `SELECT sessions.*, ${OWNER_COLUMNS} FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1`,
        [id],
      );
      const [row] = rows;
      return row === undefined ? null : { session: rowToSession(row), user: ownerOf(row) };
    },
    rotate: async ({ id, fromJti, toJti, expiresAt }) => {
      const { count } = await query(
        `UPDATE sessions SET refresh_jti = $3, expires_at = $4
         WHERE id = $1 AND refresh_jti = $2 AND revoked_at IS NULL`,
        [id, fromJti, toJti, expiresAt.toISOString()],
      );
      return count === 1;
    },
    revoke: async (id, at) => {
      const { count } = await query('UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [
        id,
        at.toISOString(),
      ]);
      return count === 1;
    },
    revokeAll: async (userId, at) => {
      await query('UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL', [
        userId,
        at.toISOString(),
      ]);
    },
  };
}
