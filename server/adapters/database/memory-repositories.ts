import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { AnalysisRepository, Repositories, SessionRepository, UserRepository } from '../../ports/database.ts';
import type { Tables } from './memory-tables.ts';
import {
  analysisToRow,
  type Cell,
  callToRow,
  type Row,
  rowsToAnalysis,
  rowToSession,
  rowToUser,
  sessionToRow,
  userToRow,
} from './rows.ts';

/** How work reaches the tables. `work` is synchronous, so that nothing comes between its steps. */
export interface TableAccess {
  read<T>(work: (tables: Tables) => T): Promise<T>;
  write<T>(work: (tables: Tables) => T): Promise<T>;
}

export function memoryRepositories(access: TableAccess): Repositories {
  return { users: users(access), sessions: sessions(access), analyses: analyses(access) };
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
    findById: (id) => read((tables) => optional(tables.users.get(id), rowToUser)),
    findByEmail: (email) =>
      read((tables) =>
        optional(
          [...tables.users.values()].find((row) => row.email === email),
          rowToUser,
        ),
      ),
    delete: (id) =>
      write((tables) => {
        for (const session of [...tables.sessions.values()].filter((row) => row.user_id === id)) {
          tables.sessions.delete(session.id);
        }
        for (const analysis of [...tables.analyses.values()].filter((row) => row.user_id === id)) {
          deleteAnalysis(tables, analysis.id);
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
    findById: (id) => read((tables) => optional(tables.sessions.get(id), rowToSession)),
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
        if (row !== undefined && row.revoked_at === null) {
          tables.sessions.set(id, { ...row, revoked_at: at.toISOString() });
        }
      }),
  };
}

function analyses({ read, write }: TableAccess): AnalysisRepository {
  return {
    insert: (analysis) =>
      write((tables) => {
        requireUser(tables, analysis.userId, 'analyses_user_id_fkey');
        insert(tables.analyses, analysisToRow(analysis), 'analyses_pkey');
        for (const call of analysis.calls) {
          insert(tables.analysisCalls, callToRow(call, analysis.id), 'analysis_calls_pkey');
        }
      }),
    findById: (id) =>
      read((tables) => {
        const calls = [...tables.analysisCalls.values()].filter((row) => row.analysis_id === id);
        return optional(tables.analyses.get(id), (row) => rowsToAnalysis(row, calls));
      }),
  };
}

function insert<R extends Row & { readonly id: string }>(table: Map<string, R>, row: R, constraint: string): void {
  if (table.has(row.id)) {
    throw new ConstraintViolation(constraint);
  }
  if (Object.values<Cell>(row).some((cell) => typeof cell === 'string' && cell.includes('\0'))) {
    throw new ConstraintViolation('text_without_nul');
  }
  table.set(row.id, row);
}

function requireUser(tables: Tables, userId: string, constraint: string): void {
  if (!tables.users.has(userId)) {
    throw new ConstraintViolation(constraint);
  }
}

function deleteAnalysis(tables: Tables, id: string): void {
  for (const call of [...tables.analysisCalls.values()].filter((row) => row.analysis_id === id)) {
    tables.analysisCalls.delete(call.id);
  }
  tables.analyses.delete(id);
}

function optional<R, T>(row: R | undefined, convert: (row: R) => T): T | null {
  return row === undefined ? null : convert(row);
}
