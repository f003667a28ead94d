/** What a project imports from `ultra-parity/containers`. Everything else is the inside and may change. */
export type { Engine } from './engine/engine.ts';
export { type FoundEngine, findEngine } from './engine/find-engine.ts';
export { type HostAddress, hostAddressFor } from './engine/host-address.ts';
export { ImageUnavailable } from './errors/image-unavailable.ts';
export { ServerContainerFailed } from './errors/server-container-failed.ts';
export { startTcpProxy, type TcpProxy, type TcpProxyOptions } from './faults/tcp-proxy.ts';
export { freePort } from './free-port.ts';
export {
  SEAL,
  type SealedContainer,
  type SealedContainerOptions,
  startSealedContainer,
} from './images/sealed-container.ts';
export { type ServerContainer, startServerContainer } from './images/server-container.ts';
export {
  type BuildServerImageOptions,
  buildServerImage,
  presentImage,
  type ServerImage,
} from './images/server-image.ts';
export { type OnPostgresOptions, onPostgres } from './on-postgres.ts';
export { connectionUrl, type PostgresConnection } from './postgres/connection.ts';
export { copyRows } from './postgres/copy-rows.ts';
export { endSessions } from './postgres/end-sessions.ts';
export { POSTGRES_OPTION } from './postgres/postgres-option.ts';
export { type PostgresServer, type StartPostgresOptions, startPostgres } from './postgres/postgres-server.ts';
export { type PostgresControl, type PostgresNetwork, type ProviderName, toProviderName } from './postgres/provider.ts';
export { inspectPostgresProviders } from './postgres/providers.ts';
export { type PostgresPlace, psqlLine } from './postgres/psql-line.ts';
export { readTables } from './postgres/read-tables.ts';
export { databasePrefix } from './postgres/run-lease.ts';
export { connectAsAdmin, lazySession, type Session } from './postgres/session.ts';
export {
  cloneDatabase,
  databaseName,
  prepareTemplate,
  type ScenarioDatabase,
  type TemplateDatabase,
} from './postgres/template-database.ts';
export { type ConnectionCount, countConnections } from './postgres/witness-activity.ts';
