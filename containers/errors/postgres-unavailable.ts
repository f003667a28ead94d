import { HarnessError } from 'ultra-parity';

/** Why one provider was not taken, and the command that would make it available. */
export interface RefusedProvider {
  readonly name: string;
  readonly why: string;
  readonly next: string;
}

/** No Postgres can be had: the provider asked for by name, or every provider of the chain, failed its preflight. */
export class PostgresUnavailable extends HarnessError {
  readonly code = 'PARITY_POSTGRES_UNAVAILABLE';
  readonly refused: readonly RefusedProvider[];

  constructor(refused: readonly RefusedProvider[]) {
    super(`No Postgres is available. ${refused.map(({ name, why }) => `${name}: ${why}`).join(' ')}`, {
      hint: refused.map(({ name, next }) => `${name}: ${next}`).join(' '),
    });
    this.refused = refused;
  }
}
