import { HarnessError } from 'ultra-parity';

/** The server let a wrong password in, so nothing that runs on it can show how the system under test logs in. */
export class PostgresTrustsAnyone extends HarnessError {
  readonly code = 'PARITY_POSTGRES_TRUSTS_ANYONE';

  constructor(server: { readonly host: string; readonly port: number; readonly user: string }) {
    super(`Postgres at ${server.host}:${server.port} accepted a wrong password for "${server.user}".`, {
      hint: 'Use scram-sha-256 instead of trust in its pg_hba.conf (the official image: leave POSTGRES_HOST_AUTH_METHOD unset).',
    });
  }
}
