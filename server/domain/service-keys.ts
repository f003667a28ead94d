import { createHash } from 'node:crypto';
import type { KeyScope, ServiceKey } from '../ports/key-records.ts';
import type { Ports } from '../ports/ports.ts';
import type { Principal } from './accounts.ts';
import { ProblemError } from './errors.ts';

const KEY_PREFIX = 'ultra_';
/** `ultra_` and 8 characters, 48 bits: enough to tell keys apart, far too few to guess the rest. */
const SHOWN_LENGTH = 14;
/** Of one user, revoked ones not counted. */
const MOST_KEYS = 25;
const TOUCH_EVERY_MS = 60_000;

/** Whether a credential claims to be a service key. */
export function isServiceKey(credential: string): boolean {
  return credential.startsWith(KEY_PREFIX);
}

/**
 * `key` is shown this once; what is stored does not give it back.
 * @throws ProblemError api_key_limit_reached
 */
export async function createServiceKey(
  { database, ids, clock, logger }: Pick<Ports, 'database' | 'ids' | 'clock' | 'logger'>,
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
  if ((await database.serviceKeys.insert(record, MOST_KEYS)) === 'too_many') {
    throw new ProblemError('api_key_limit_reached', `Revoke one of your ${MOST_KEYS} API keys first`);
  }
  logger.log('info', 'service_key_created', {
    userId: record.userId,
    keyId: record.id,
    scopes: record.scopes.join(' '),
  });
  return { key, record };
}

/** @throws ProblemError not_found when the user has no such key, or revoked it before */
export async function revokeServiceKey(
  { database, clock, logger }: Pick<Ports, 'database' | 'clock' | 'logger'>,
  key: { readonly id: string; readonly userId: string },
): Promise<void> {
  if (!(await database.serviceKeys.revoke({ ...key, at: clock.now() }))) {
    throw new ProblemError('not_found', 'There is no such API key');
  }
  logger.log('info', 'service_key_revoked', { userId: key.userId, keyId: key.id });
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
  const found = await database.serviceKeys.findByHash(hashOf(key));
  if (found === null) {
    throw new ProblemError('api_key_unknown', 'A valid API key is needed');
  }
  const { key: record, user } = found;
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
