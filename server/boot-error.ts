import type { DatabaseUnavailable } from './ports/database-unavailable.ts';

/** Why the server does not start. The message never holds a secret. */
export class BootError extends Error {
  readonly code: string;
  readonly hint: string;
  /** From sysexits.h: 78 when the configuration is wrong, 69 when something needed is not there. */
  readonly exitCode: 69 | 78;

  constructor(
    code: string,
    message: string,
    options: { readonly hint: string; readonly exitCode: 69 | 78; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'BootError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode;
  }
}

const EXPLANATIONS = {
  authentication: {
    code: 'DATABASE_AUTHENTICATION_FAILED',
    exitCode: 78,
    hint: 'Check the user and the password in DATABASE_URL, and that the role exists and may log in.',
  },
  'missing-database': {
    code: 'DATABASE_MISSING',
    exitCode: 78,
    hint: 'Create the database, or correct its name in DATABASE_URL.',
  },
  unreachable: {
    code: 'DATABASE_UNREACHABLE',
    exitCode: 69,
    hint: 'Check that Postgres runs, and the host and port in DATABASE_URL.',
  },
} as const;

export function databaseBootError(error: DatabaseUnavailable): BootError {
  const { code, exitCode, hint } = EXPLANATIONS[error.failure];
  const { host, port, user, name } = error.location;
  const sqlState = error.sqlState ?? 'none';
  return new BootError(
    code,
    `${error.message} (SQLSTATE ${sqlState}, host ${host}, port ${port}, user ${user}, database ${name})`,
    { hint, exitCode, cause: error },
  );
}

export function migrationBootError(cause: Error): BootError {
  return new BootError('MIGRATION_CONFLICT', cause.message, {
    hint: 'Restore the migration as it was released, and put the change into a new one.',
    exitCode: 78,
    cause,
  });
}
