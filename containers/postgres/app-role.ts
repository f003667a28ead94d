import { createHmac } from 'node:crypto';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';
import type { PostgresConnection } from './connection.ts';

/** The login that the system under test gets. */
export interface AppRole {
  readonly user: string;
  readonly password: string;
}

const powers = z.object({ rolsuper: z.boolean(), rolcreaterole: z.boolean() });

/**
 * A login role that is no superuser, made once a server. Its password is derived from the connection's by HMAC-SHA-256,
 * so that every process of a run, and every run on a lasting server, knows it without storing it. A connection that may
 * not create roles lends its own. Hold a lock that keeps others out.
 */
export async function ensureAppRole(client: Client, connection: PostgresConnection): Promise<AppRole> {
  const may = powers.parse(
    (await client.query('select rolsuper, rolcreaterole from pg_roles where rolname = current_user')).rows[0],
  );
  if (!may.rolsuper && !may.rolcreaterole) {
    return { user: connection.user, password: connection.password };
  }
  const role = {
    user: `parity_app_${derive(connection, 'role name').slice(0, 8)}`,
    password: derive(connection, 'password'),
  };
  const name = escapeIdentifier(role.user);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role.user]);
  if (rowCount === 0) {
    await client.query(`create role ${name} login password ${escapeLiteral(role.password)}`);
  }
  // Since version 16 a creator of roles is only their administrator; to own things for a role it must be a member.
  if (!may.rolsuper) {
    await client.query(`grant ${name} to current_user with inherit true, set true`);
  }
  return role;
}

/** The same for everyone who knows the connection's password, and no clue to it. */
export function derive({ user, password }: PostgresConnection, purpose: string): string {
  return createHmac('sha256', password).update(`ultra-parity ${purpose} ${user}`).digest('hex');
}
