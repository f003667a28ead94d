import { createHash } from 'node:crypto';
import type { KeyScope, ServiceKey } from '../ports/key-records.ts';
import type { Ports } from '../ports/ports.ts';
import type { Principal } from './accounts.ts';
import { ProblemError } from './errors.ts';

const KEY_PREFIX = 'ultra_';
/** `ultra_` and 8 characters, 48 bits: enough to tell keys apart, far too few to guess the rest. */
const SHOWN_LENGTH = 14;
const TOUCH_EVERY_MS = 60_000;

/** Whether a credential claims to be a service key. */
export function isServiceKey(credential: string): boolean {
  return credential.startsWith(KEY_PREFIX);
}

/** `key` is shown this once; what is stored does not give it back. */
export async function createServiceKey(
  { database, ids, clock }: Pick<Ports, 'database' | 'ids' | 'clock'>,
  wanted: { readonly userId: string; readonly name: string; readonly scopes: readonly KeyScope[] },
): Promise<{ readonly key: string; readonly record: ServiceKey }> {
  const key = `${KEY_PREFIX}${ids.secret()}`;
  const record: ServiceKey = {
    id: ids.uuid(),
    ...wanted,
    prefix: key.slice(0, SHOWN_LENGTH),
    keyHash: hashOf(key),
    createdAt: clock.now(),
    lastUsedAt: null,
    revokedAt: null,
  };
  await database.serviceKeys.insert(record);
  return { key, record };
}

/** @throws ProblemError not_found when the user has no such key, or revoked it before */
export async function revokeServiceKey(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  key: { readonly id: string; readonly userId: string },
): Promise<void> {
  if (!(await database.serviceKeys.revoke({ ...key, at: clock.now() }))) {
    throw new ProblemError('not_found', 'There is no such API key');
  }
}

/**
 * Who sent this service key. It is looked up on every call, so that a revocation holds at once and everywhere.
 * @throws ProblemError api_key_unknown, api_key_revoked, api_key_scope_insufficient
 */
export async function authenticateKey(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  key: string,
  scope: KeyScope,
): Promise<Principal> {
  const record = await database.serviceKeys.findByHash(hashOf(key));
  const user = record === null ? null : await database.users.findById(record.userId);
  if (record === null || user === null) {
    throw new ProblemError('api_key_unknown', 'A valid API key is needed');
  }
  if (record.revokedAt !== null) {
    throw new ProblemError('api_key_revoked', 'The owner of this API key has revoked it');
  }
  if (!record.scopes.includes(scope)) {
    throw new ProblemError('api_key_scope_insufficient', `The API key needs the scope ${scope}`, {
      headers: { 'WWW-Authenticate': `Bearer realm="ultra", error="insufficient_scope", scope="${scope}"` },
    });
  }
  const now = clock.now();
  if (record.lastUsedAt === null || now.getTime() - record.lastUsedAt.getTime() >= TOUCH_EVERY_MS) {
    await database.serviceKeys.touch(record.id, now);
  }
  return { id: record.id, user };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
