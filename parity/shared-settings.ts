import type { Logger } from '#server/ports/logger.ts';
import { TEST_KEY } from './test-key.ts';

/** What both targets run with, so that only the adapters differ. */
export const SHARED_ENV = {
  HOST: '127.0.0.1',
  PORT: '0',
  JWT_KEYS: `${TEST_KEY.kid}:${TEST_KEY.secret}`,
  MASTER_KEYS: `v1:${Buffer.alloc(32, 'parity').toString('base64')}`,
  DATABASE_CONNECT_ATTEMPTS: '2',
  DATABASE_POOL_SIZE: '4',
  // Cheap enough for a suite; how costly a hash is in production is a test of the server itself.
  PASSWORD_COST: '10',
} as const;

/** The database of the scenario as the facts name it. */
export interface DatabaseFacts {
  readonly databaseHost: string;
  readonly databasePort: number;
  readonly databaseUser: string;
  readonly databaseName: string;
}

/** What the server logs is not observed yet; it must not mix with the output of the run. */
export const quiet: Logger = { log: () => {} };
