import type { AnalysisRepository, Repositories, SessionRepository, UserRepository } from '../../ports/database.ts';
import {
  type AnalysisCallRow,
  type AnalysisRow,
  analysisToRow,
  callToRow,
  type Row,
  rowsToAnalysis,
  rowToSession,
  rowToUser,
  type SessionRow,
  sessionToRow,
  type UserRow,
  userToRow,
} from './rows.ts';

export interface QueryResult<R> {
  readonly rows: readonly R[];
  readonly count: number;
}

/** Runs one statement, in a transaction or on its own. */
export type RunQuery = <R>(sql: string, values: readonly unknown[]) => Promise<QueryResult<R>>;

/** Runs `work` in one transaction; where one is open already, in that one. */
export type RunAtomically = <T>(work: (query: RunQuery) => Promise<T>) => Promise<T>;

export function postgresRepositories(query: RunQuery, atomically: RunAtomically): Repositories {
  return { users: users(query), sessions: sessions(query), analyses: analyses(query, atomically) };
}

function users(query: RunQuery): UserRepository {
  return {
    insert: async (user) => {
      const statement = insertion('users', userToRow(user));
      const { count } = await query(`${statement.sql} ON CONFLICT (email) DO NOTHING`, statement.values);
      return count === 1 ? 'inserted' : 'email_taken';
    },
    findById: async (id) => {
      const { rows } = await query<UserRow>('SELECT * FROM users WHERE id = $1', [id]);
      return rows[0] === undefined ? null : rowToUser(rows[0]);
    },
    findByEmail: async (email) => {
      const { rows } = await query<UserRow>('SELECT * FROM users WHERE email = $1', [email]);
      return rows[0] === undefined ? null : rowToUser(rows[0]);
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
    findById: async (id) => {
      const { rows } = await query<SessionRow>('SELECT * FROM sessions WHERE id = $1', [id]);
      return rows[0] === undefined ? null : rowToSession(rows[0]);
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
      await query('UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [id, at.toISOString()]);
    },
  };
}

function analyses(query: RunQuery, atomically: RunAtomically): AnalysisRepository {
  return {
    insert: (analysis) =>
      atomically(async (run) => {
        const { models, ...row } = analysisToRow(analysis);
        const { sql, values } = insertion('analyses', { ...row, models: JSON.stringify(models) });
        await run(sql, values);
        for (const call of analysis.calls) {
          const statement = insertion('analysis_calls', callToRow(call, analysis.id));
          await run(statement.sql, statement.values);
        }
      }),
    findById: async (id) => {
      const { rows } = await query<AnalysisRow>('SELECT * FROM analyses WHERE id = $1', [id]);
      const calls = await query<AnalysisCallRow>('SELECT * FROM analysis_calls WHERE analysis_id = $1', [id]);
      return rows[0] === undefined ? null : rowsToAnalysis(rows[0], calls.rows);
    },
  };
}

/** The names come from our own row types, never from a request. */
function insertion(table: string, row: Row): { readonly sql: string; readonly values: readonly unknown[] } {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
    values: Object.values(row),
  };
}
