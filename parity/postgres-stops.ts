import { countConnections, endSessions, type PostgresControl, type Session } from 'ultra-parity/containers';

export interface PostgresStopsOptions {
  /** Of a Postgres that the scenario has for itself; null where others use it, and only the sessions are ended. */
  readonly power: PostgresControl | null;
  readonly administration: Session;
  readonly database: string;
}

/** Stops Postgres and starts it again, and counts. */
export interface PostgresStops {
  /** How often it was stopped and is there again. */
  readonly restarts: number;
  /** Resolves with how many sessions of the server it ended (57P01). */
  stop(): Promise<number>;
  /** Does nothing while it runs. */
  start(): Promise<void>;
}

export function postgresStops({ power, administration, database }: PostgresStopsOptions): PostgresStops {
  let isStopped = false;
  let restarts = 0;
  return {
    get restarts() {
      return restarts;
    },
    stop: async () => {
      if (power === null) {
        return await endSessions(administration, database);
      }
      const { live } = await countConnections(administration, database);
      await power.stop();
      isStopped = true;
      return live;
    },
    start: async () => {
      if (!isStopped) {
        return;
      }
      await power?.start();
      isStopped = false;
      restarts += 1;
    },
  };
}
