import type { Row } from './rows.ts';

export interface QueryResult<R> {
  readonly rows: readonly R[];
  readonly count: number;
}

/** Runs one statement, in a transaction or on its own. */
export type RunQuery = <R>(sql: string, values: readonly unknown[]) => Promise<QueryResult<R>>;

/** Runs `work` in one transaction; where one is open already, in that one. */
export type RunAtomically = <T>(work: (query: RunQuery) => Promise<T>) => Promise<T>;

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The names come from our own row types, never from a request. */
export function insertion(table: string, row: Row): Statement {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
    values: Object.values(row),
  };
}
