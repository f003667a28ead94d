import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { Wait } from 'testcontainers';

/**
 * `PostgreSqlContainer` without its health check, which runs pg_isready four times a second for as long as the
 * container lives: 40 % of a core for an idle server. It does not wait either: whoever starts it waits for a login.
 */
export class QuietPostgresContainer extends PostgreSqlContainer {
  constructor(image: string) {
    super(image);
    this.createOpts.Healthcheck = { Test: ['NONE'] };
    this.healthCheck = { test: ['CMD', 'true'] }; // present, so that start() does not install its own
    this.withWaitStrategy(Wait.forAll([]));
  }
}
