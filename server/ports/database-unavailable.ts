export type DatabaseFailure = 'authentication' | 'missing-database' | 'unreachable';

export interface DatabaseLocation {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The database's name. */
  readonly name: string;
}

/** The database cannot serve. Carries where it was sought, never the password. */
export class DatabaseUnavailable extends Error {
  readonly code = 'database_unavailable';
  readonly failure: DatabaseFailure;
  /** Five characters, from Postgres (appendix A of its manual); `null` when the server was not reached. */
  readonly sqlState: string | null;
  /** Such as ECONNREFUSED; `null` when the operating system gave none. */
  readonly systemCode: string | null;
  readonly location: DatabaseLocation;

  constructor(
    reason: string,
    details: {
      readonly failure: DatabaseFailure;
      readonly sqlState: string | null;
      readonly systemCode: string | null;
      readonly location: DatabaseLocation;
      readonly cause?: unknown;
    },
  ) {
    super(reason, { cause: details.cause });
    this.name = 'DatabaseUnavailable';
    this.failure = details.failure;
    this.sqlState = details.sqlState;
    this.systemCode = details.systemCode;
    this.location = details.location;
  }
}
