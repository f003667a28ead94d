import { LOCAL_POSTGRES_IMAGE } from '../images/image-names.ts';
import type { PostgresConnection } from './connection.ts';
import type { PostgresNetwork, ProviderName } from './provider.ts';

export interface PostgresPlace {
  readonly provider: ProviderName;
  readonly connection: PostgresConnection;
  /** Null unless the server is a container. */
  readonly network: PostgresNetwork | null;
  /** The name of its image, if it has one. */
  readonly image: string | null;
}

/**
 * The command that opens a database of a server. In a container psql needs no password; a server that was started for
 * the run has one that ends with it, and it is shown; that of a lasting server is left for its owner to fill in.
 */
export function psqlLine({ provider, connection, network, image }: PostgresPlace, database: string): string {
  const { host, port, user, password } = connection;
  const hasPsql = network !== null && !image?.startsWith(LOCAL_POSTGRES_IMAGE);
  if (hasPsql) {
    return `docker exec -it ${network.host} psql -U ${user} ${database}`;
  }
  const login = provider === 'url' ? '' : `PGPASSWORD=${password} `;
  return `${login}psql -h ${host} -p ${port} -U ${user} ${database}`;
}
