import type { AnalysisRepository } from './analysis-repository.ts';
import type { ProviderKeyRepository, ServiceKeyRepository } from './key-records.ts';
import type { FinishReason, LlmErrorKind, ProviderName } from './llm-provider.ts';
import type { RateLimitRepository } from './rate-limits.ts';

export interface User {
  readonly id: string;
  /** Lower case; unique. */
  readonly email: string;
  readonly passwordHash: string;
  readonly name: string | null;
  readonly createdAt: Date;
}

/** One login. Its refresh token rotates; `refreshJti` names the only one that is still good. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly refreshJti: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export type Stage = 'initial' | 'peer_review' | 'synthesis';

export interface StoredCall {
  readonly id: string;
  readonly stage: Stage;
  /** From 0 in its stage. */
  readonly ordinal: number;
  readonly provider: ProviderName;
  readonly model: string;
  /** `kept`: the review failed, so the draft stands and `text` is the draft. */
  readonly status: 'answered' | 'failed' | 'kept';
  readonly error: LlmErrorKind | null;
  readonly text: string | null;
  readonly finishReason: FinishReason | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
}

export interface Analysis {
  readonly id: string;
  readonly userId: string;
  readonly query: string;
  readonly status: 'completed' | 'degraded';
  readonly models: readonly string[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** At most 6 decimals. */
  readonly costUsd: number;
  readonly createdAt: Date;
  readonly completedAt: Date;
  /** By stage in the order of Stage, then by ordinal. */
  readonly calls: readonly StoredCall[];
}

export interface UserRepository {
  insert(user: User): Promise<'inserted' | 'email_taken'>;
  /** `email` must be lower case already. */
  findByEmail(email: string): Promise<User | null>;
  /** Only while the password hash is still `fromHash`; says whether it was. */
  setPassword(change: { readonly id: string; readonly fromHash: string; readonly toHash: string }): Promise<boolean>;
  /** Sessions, analyses and keys of the user go with it. */
  delete(id: string): Promise<boolean>;
}

export interface SessionRepository {
  insert(session: Session): Promise<void>;
  /**
   * Inserts if the user's password hash is still this one; says whether it did. Against a `setPassword` with
   * `revokeAll` in one transaction it comes wholly before, and is revoked, or wholly after, and inserts nothing.
   */
  insertUnderPassword(session: Session, passwordHash: string): Promise<boolean>;
  /** With its user, in one look-up: every request with a token asks this. */
  find(id: string): Promise<{ readonly session: Session; readonly user: User } | null>;
  /** Swaps the refresh token if `fromJti` is still the good one and the session is not revoked; says whether it did. */
  rotate(change: {
    readonly id: string;
    readonly fromJti: string;
    readonly toJti: string;
    readonly expiresAt: Date;
  }): Promise<boolean>;
  /** Keeps the first time of revocation; says whether this was the first. */
  revoke(id: string, at: Date): Promise<boolean>;
  /** Every session of the user that is not revoked yet. */
  revokeAll(userId: string, at: Date): Promise<void>;
}

export interface Repositories {
  readonly users: UserRepository;
  readonly sessions: SessionRepository;
  readonly analyses: AnalysisRepository;
  readonly serviceKeys: ServiceKeyRepository;
  readonly providerKeys: ProviderKeyRepository;
  readonly rateLimits: RateLimitRepository;
}

export type DatabaseBackend = 'memory' | 'postgres';

export interface DatabasePing {
  readonly backend: DatabaseBackend;
  readonly version: string | null;
  readonly latencyMs: number;
}

export interface PoolStatus {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * Storage. Dates keep milliseconds; values read are copies; ids are lower-case UUIDs. Every method throws
 * DatabaseUnavailable when the database cannot serve, and ConstraintViolation when a row breaks a rule.
 */
export interface Database extends Repositories, AsyncDisposable {
  readonly backend: DatabaseBackend;
  /**
   * Commits when `work` resolves. When it rejects, or a statement in it failed even though `work` caught that, nothing
   * has happened, and the error is passed on.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
  ping(): Promise<DatabasePing>;
  migrationsCurrent(): Promise<boolean>;
  pool(): PoolStatus;
}
