import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import { type DatabaseFailure, type DatabaseLocation, DatabaseUnavailable } from '../../ports/database-unavailable.ts';

/** Classes and codes of appendix A of the Postgres manual that mean "cannot serve", and not "the query is wrong". */
const UNAVAILABLE_STATES = /^(08...|28...|3D000|53...|55000|57P0[1-5]|57014|25006|58...)$/;
const CONSTRAINT_STATES = /^(23503|23505|23514|23502|22021)$/;
const SYSTEM_CODES = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EACCES|ENOENT)$/;
/** What pg says without any code. */
const CODELESS = /timeout|terminated|connection error|SASL|SSL|Cannot use a pool/i;

/** Turns an error of pg into one of the port's; an error that is neither kind comes back as it was. */
export function translatePostgresError(error: unknown, location: DatabaseLocation): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const { code, reason } = codeAndReason(error);
  if (CONSTRAINT_STATES.test(code)) {
    return new ConstraintViolation(constraintOf(error), { cause: error });
  }
  const sqlState = UNAVAILABLE_STATES.test(code) ? code : null;
  const systemCode = SYSTEM_CODES.test(code) ? code : null;
  const isUnavailable = sqlState !== null || systemCode !== null || (code === '' && CODELESS.test(reason));
  if (!isUnavailable) {
    return error;
  }
  const failure = failureOf(sqlState, reason);
  return new DatabaseUnavailable(reason, { failure, sqlState, systemCode, location, cause: error });
}

function failureOf(sqlState: string | null, reason: string): DatabaseFailure {
  if (sqlState?.startsWith('28') === true || reason.includes('SASL')) {
    return 'authentication';
  }
  return sqlState === '3D000' ? 'missing-database' : 'unreachable';
}

/** Several addresses refused make an AggregateError without a message of its own. */
function codeAndReason(error: Error): { readonly code: string; readonly reason: string } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const nested: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const inner = nested instanceof Error ? codeAndReason(nested) : { code: '', reason: '' };
  return { code: code === '' ? inner.code : code, reason: error.message === '' ? inner.reason : error.message };
}

function constraintOf(error: Error): string {
  // @note 22021: the only character that UTF-8 has and Postgres refuses is U+0000.
  if ('code' in error && error.code === '22021') {
    return 'text_without_nul';
  }
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : 'unnamed';
}
