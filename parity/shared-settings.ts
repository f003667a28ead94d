import { jwtKeyText, TEST_KEY } from './test-key.ts';

/** Where scenarios come from, as a server on this machine sees it. */
export const LOOPBACK = '127.0.0.1';

/** What both targets run with, so that only the adapters differ. */
export const SHARED_ENV = {
  HOST: LOOPBACK,
  PORT: '0',
  JWT_KEYS: jwtKeyText(TEST_KEY),
  MASTER_KEYS: `v1:${Buffer.alloc(32, 'parity').toString('base64')}`,
  DATABASE_CONNECT_ATTEMPTS: '2',
  // A busy machine may take long; what cannot be reached is refused at once.
  DATABASE_CONNECT_TIMEOUT_MS: '10000',
  DRAIN_TIMEOUT_MS: '60000',
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
