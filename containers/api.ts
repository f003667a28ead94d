/** What a project imports from `ultra-parity/containers`. Everything else is the inside and may change. */
export { type OnPostgresOptions, onPostgres } from './on-postgres.ts';
export { connectionUrl, type PostgresConnection } from './postgres/connection.ts';
export { type PostgresServer, type StartPostgresOptions, startPostgres } from './postgres/postgres-server.ts';
export { readTables } from './postgres/read-tables.ts';
export { administer, keptSession } from './postgres/session.ts';
export {
  cloneDatabase,
  prepareTemplate,
  type ScenarioDatabase,
  type TemplateDatabase,
} from './postgres/template-database.ts';
