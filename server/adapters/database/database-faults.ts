import { type DatabaseLocation, DatabaseUnavailable } from '../../ports/database-unavailable.ts';

/**
 * What can happen to a database that was there when the server started. `refused` and `too-many-connections` meet every
 * statement. `slow` makes each take SLOW_MS. `locked` keeps everything that touches accounts waiting, for LOCKED_MS at
 * most. The others meet an account that is to be inserted, in the middle of its statement.
 */
export const DATABASE_FAULTS = [
  'refused',
  'too-many-connections',
  'slow',
  'locked',
  'terminated',
  'cancelled',
  'disk-full',
] as const;

export type DatabaseFault = (typeof DATABASE_FAULTS)[number];

/** How long a statement takes at least that meets a slow database. */
export const SLOW_MS = 500;

/** How long somebody else locks the table of accounts at most. */
export const LOCKED_MS = 6_000;

/** What Postgres says, in its own words (appendix A of its manual for the states). */
export const DISK_FULL = 'could not extend file: No space left on device';

type Failing = Exclude<DatabaseFault, 'slow' | 'locked'> | 'pool-exhausted' | 'statement-timeout';

/** The failure that Postgres at `location`, or the pool in front of it, would end a statement with. */
export function failureOf(failing: Failing, location: DatabaseLocation): DatabaseUnavailable {
  const states: Readonly<Record<Failing, readonly [sqlState: string | null, message: string]>> = {
    refused: [null, `connect ECONNREFUSED ${location.host}:${location.port}`],
    'too-many-connections': ['53300', `too many connections for database "${location.name}"`],
    terminated: ['57P01', 'terminating connection due to administrator command'],
    cancelled: ['57014', 'canceling statement due to user request'],
    'disk-full': ['53100', DISK_FULL],
    'pool-exhausted': [null, 'timeout exceeded when trying to connect'],
    'statement-timeout': ['57014', 'canceling statement due to statement timeout'],
  };
  const [sqlState, message] = states[failing];
  const systemCode = failing === 'refused' ? 'ECONNREFUSED' : null;
  return new DatabaseUnavailable(message, { failure: 'unreachable', sqlState, systemCode, location });
}
