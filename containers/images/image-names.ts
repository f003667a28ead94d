import { readFileSync } from 'node:fs';

/** Built from what npm and the host have, where no registry can be reached. Never named like the official images. */
export const LOCAL_POSTGRES_IMAGE = 'ultra-parity/postgres:17-local';
export const LOCAL_NODE_IMAGE = 'ultra-parity/node:24-local';

/** The official image the Dockerfile of the server is written for. */
export const OFFICIAL_NODE_IMAGE = 'node:24-bookworm-slim';

/** The pinned official Postgres image: the FROM line of postgres.Dockerfile, where update bots look for it. */
export function pinnedPostgresImage(): string {
  const text = readFileSync(new URL('postgres.Dockerfile', import.meta.url), 'utf8');
  const name = /^FROM (\S+)$/m.exec(text)?.[1];
  if (name === undefined) {
    throw new SyntaxError('containers/images/postgres.Dockerfile has no FROM line.');
  }
  return name;
}
