import type { TargetInstance } from 'ultra-parity';
import type { DatabaseFault } from '#server/adapters/database/database-faults.ts';

/** What happens to a connection or to the whole of Postgres, beside what happens to a statement. */
export const DATABASE_EVENTS = ['stopped', 'restarted', 'reset', 'throttled', 'none'] as const;

/**
 * What happens to a database in the middle of a scenario: a trouble that lasts until the next event (`none` is that all
 * is well), or the end of every connection that is open: by Postgres, when it restarts, or by the network.
 */
export type DatabaseEvent = DatabaseFault | (typeof DATABASE_EVENTS)[number];

/** `after` so many answers, `event` happens. */
export interface ScheduledEvent {
  readonly after: number;
  readonly event: DatabaseEvent;
}

/** Whatever can bring these events about. */
export interface DatabaseTroubles {
  /** Resolves when it has happened, with how many idle connections the server lost by it. */
  happen(event: DatabaseEvent): Promise<number>;
}

type Audit = NonNullable<TargetInstance['audit']>;

const NOTICED_MS = 10_000;
const POLL_MS = 20;

/**
 * Lets the events of a schedule happen between the steps of a scenario: the harness reads the log after each step, and
 * waits for it. A step begins when the server has noticed what it lost, so that it is the same on every run.
 */
export function onSchedule(audit: Audit, schedule: readonly ScheduledEvent[], troubles: DatabaseTroubles): Audit {
  const due = schedule.toSorted((one, other) => one.after - other.after);
  let answers = 0;
  const lostSoFar = async (): Promise<number> =>
    (await audit([])).filter(({ event }) => event === 'database_connection_lost').length;
  return async (answered, abandoned) => {
    const events = await audit(answered, abandoned);
    answers += answered.length;
    for (let next = due[0]; next !== undefined && next.after <= answers; next = due[0]) {
      due.shift();
      const before = await lostSoFar();
      const lost = await troubles.happen(next.event);
      const givesUpAt = performance.now() + NOTICED_MS;
      while ((await lostSoFar()) < before + lost && performance.now() < givesUpAt) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    }
    return events;
  };
}
