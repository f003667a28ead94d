import type { Analysis, Session, StoredCall, User } from '../ports/database.ts';
import type { ProviderKey, ServiceKey } from '../ports/key-records.ts';

export const NOON = new Date('2026-03-29T12:00:00.123Z');
export const LATER = new Date('2026-03-29T12:30:00.456Z');

export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function aUser(changes: Partial<User> = {}): User {
  return {
    id: id(1),
    email: 'ada@example.org',
    passwordHash: 'hash',
    name: null,
    createdAt: new Date(NOON),
    ...changes,
  };
}

export function aSession(changes: Partial<Session> = {}): Session {
  const times = { createdAt: new Date(NOON), expiresAt: new Date(LATER), revokedAt: null };
  return { id: id(10), userId: id(1), refreshJti: id(20), ...times, ...changes };
}

export function aServiceKey(changes: Partial<ServiceKey> = {}): ServiceKey {
  const times = { createdAt: new Date(NOON), lastUsedAt: null, revokedAt: null };
  const key = { name: 'build', prefix: 'ultra_abcd1234', keyHash: 'hash-1', scopes: ['analyze', 'read'] } as const;
  return { id: id(50), userId: id(1), ...key, ...times, ...changes };
}

export function aProviderKey(changes: Partial<ProviderKey> = {}): ProviderKey {
  const sealed = { keyVersion: 'v1', ciphertext: 'sealed', last4: 'wxyz', status: 'usable' } as const;
  const times = { createdAt: new Date(NOON), updatedAt: new Date(NOON) };
  return { userId: id(1), provider: 'openai', ...sealed, ...times, ...changes };
}

function aCall(number: number, changes: Partial<StoredCall>): StoredCall {
  return {
    id: id(40 + number),
    stage: 'initial',
    ordinal: 0,
    provider: 'openai',
    model: 'gpt-4o-mini',
    status: 'answered',
    error: null,
    text: 'An answer: "quoted", {braces}, ünïcode \u{1F30D}',
    finishReason: 'stop',
    inputTokens: 12,
    outputTokens: 34,
    costUsd: 0.000123,
    ...changes,
  };
}

export function anAnalysis(changes: Partial<Analysis> = {}): Analysis {
  const nothing = { text: null, finishReason: null, inputTokens: null, outputTokens: null, costUsd: null };
  return {
    id: id(30),
    userId: id(1),
    query: "Robert'); DROP TABLE users;--",
    status: 'degraded',
    models: ['gpt-4o-mini', 'claude-haiku-4-5'],
    inputTokens: 36,
    outputTokens: 102,
    costUsd: 1.5,
    createdAt: new Date(NOON),
    completedAt: new Date(LATER),
    calls: [
      aCall(1, { ordinal: 0 }),
      aCall(2, { ordinal: 1, status: 'failed', error: 'rate_limited', ...nothing }),
      aCall(3, { stage: 'peer_review', ordinal: 0 }),
      aCall(4, { stage: 'synthesis', ordinal: 0 }),
    ],
    ...changes,
  };
}
