import { DatabaseError } from 'pg';
import { HarnessError } from 'ultra-parity';

/** Postgres refused the SQL that `onPostgres` was given as `schema`. */
export class SchemaInvalid extends HarnessError {
  readonly code = 'PARITY_SCHEMA_INVALID';

  /** What to throw for what a schema ended with; an error that is not about SQL is passed on. */
  static from(error: unknown, sql: string): unknown {
    if (!(error instanceof DatabaseError)) {
      return error;
    }
    const lines = sql.slice(0, Number(error.position ?? 1) - 1).split('\n');
    const place = error.position === undefined ? '' : ` in line ${lines.length}`;
    return new SchemaInvalid(`Postgres refuses the schema of onPostgres${place}: ${error.message} (${error.code}).`, {
      hint: 'Correct the SQL: psql -f FILE shows the same error.',
      cause: error,
    });
  }
}
