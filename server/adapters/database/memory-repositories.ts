import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { Repositories, SessionRepository, UserRepository } from '../../ports/database.ts';
import { analyses, deleteAnalysis } from './memory-analyses.ts';
import { providerKeys, rateLimits, serviceKeys } from './memory-key-repositories.ts';
import { insert, optional, requireUser, type TableAccess, userOf } from './memory-rows.ts';
import { rowToSession, rowToUser, sessionToRow, userToRow } from './rows.ts';

export function memoryRepositories(access: TableAccess): Repositories {
  return {
    users: users(access),
    sessions: sessions(access),
    analyses: analyses(access),
    serviceKeys: serviceKeys(access),
    providerKeys: providerKeys(access),
    rateLimits: rateLimits(access),
  };
}

function users({ read, write }: TableAccess): UserRepository {
  return {
    insert: (user) =>
      write((tables) => {
        if ([...tables.users.values()].some((row) => row.email === user.email)) {
          return 'email_taken';
        }
        if (user.email !== user.email.toLowerCase()) {
          throw new ConstraintViolation('users_email_check');
        }
        insert(tables.users, userToRow(user), 'users_pkey');
        return 'inserted';
      }),
    findByEmail: (email) =>
      read((tables) =>
        optional(
          [...tables.users.values()].find((row) => row.email === email),
          rowToUser,
        ),
      ),
    setPassword: ({ id, fromHash, toHash }) =>
      write((tables) => {
        const row = tables.users.get(id);
        if (row?.password_hash !== fromHash) {
          return false;
        }
        tables.users.set(id, { ...row, password_hash: toHash });
        return true;
      }),
    delete: (id) =>
      write((tables) => {
        for (const session of [...tables.sessions.values()].filter((row) => row.user_id === id)) {
          tables.sessions.delete(session.id);
        }
        for (const analysis of [...tables.analyses.values()].filter((row) => row.user_id === id)) {
          deleteAnalysis(tables, analysis.id);
        }
        for (const table of [tables.idempotencyKeys, tables.serviceKeys, tables.providerKeys]) {
          for (const [key] of [...table].filter(([, row]) => row.user_id === id)) {
            table.delete(key);
          }
        }
        return tables.users.delete(id);
      }),
  };
}

function sessions({ read, write }: TableAccess): SessionRepository {
  return {
    insert: (session) =>
      write((tables) => {
        requireUser(tables, session.userId, 'sessions_user_id_fkey');
        insert(tables.sessions, sessionToRow(session), 'sessions_pkey');
      }),
    insertUnderPassword: (session, passwordHash) =>
      write((tables) => {
        if (tables.users.get(session.userId)?.password_hash !== passwordHash) {
          return false;
        }
        insert(tables.sessions, sessionToRow(session), 'sessions_pkey');
        return true;
      }),
    find: (id) =>
      read((tables) =>
        optional(tables.sessions.get(id), (row) => ({
          session: rowToSession(row),
          user: rowToUser(userOf(tables, row.user_id)),
        })),
      ),
    rotate: ({ id, fromJti, toJti, expiresAt }) =>
      write((tables) => {
        const row = tables.sessions.get(id);
        if (row === undefined || row.refresh_jti !== fromJti || row.revoked_at !== null) {
          return false;
        }
        tables.sessions.set(id, { ...row, refresh_jti: toJti, expires_at: expiresAt.toISOString() });
        return true;
      }),
    revoke: (id, at) =>
      write((tables) => {
        const row = tables.sessions.get(id);
        if (row === undefined || row.revoked_at !== null) {
          return false;
        }
        tables.sessions.set(id, { ...row, revoked_at: at.toISOString() });
        return true;
      }),
    revokeAll: (userId, at) =>
      write((tables) => {
        for (const row of [...tables.sessions.values()].filter(
          ({ user_id, revoked_at }) => user_id === userId && revoked_at === null,
        )) {
          tables.sessions.set(row.id, { ...row, revoked_at: at.toISOString() });
        }
      }),
  };
}
