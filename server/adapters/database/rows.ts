import type { AnalysisSummary, ClaimRequest } from '../../ports/analysis-repository.ts';
import type { Analysis, Session, StoredCall, User } from '../../ports/database.ts';
import type { FinishReason, LlmErrorKind, ProviderName } from '../../ports/llm-provider.ts';

/** A stored value as the SQL tables hold it, with times as ISO 8601 in UTC and numerics as numbers. */
export type Cell = string | number | null | readonly string[];
export type Row = Readonly<Record<string, Cell>>;

export type UserRow = Readonly<{
  id: string;
  email: string;
  password_hash: string;
  name: string | null;
  created_at: string;
}>;

export type SessionRow = Readonly<{
  id: string;
  user_id: string;
  refresh_jti: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
}>;

export type AnalysisRow = Readonly<{
  id: string;
  user_id: string;
  query: string;
  status: Analysis['status'];
  models: readonly string[];
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  created_at: string;
  completed_at: string;
}>;

export type IdempotencyKeyRow = Readonly<{
  user_id: string;
  key: string;
  fingerprint: string;
  claim_id: string;
  analysis_id: string | null;
  expires_at: string;
}>;

export type AnalysisCallRow = Readonly<{
  id: string;
  analysis_id: string;
  stage: StoredCall['stage'];
  ordinal: number;
  provider: ProviderName;
  model: string;
  status: StoredCall['status'];
  error: LlmErrorKind | null;
  text: string | null;
  finish_reason: FinishReason | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
}>;

export function userToRow(user: User): UserRow {
  return {
    id: user.id,
    email: user.email,
    password_hash: user.passwordHash,
    name: user.name,
    created_at: user.createdAt.toISOString(),
  };
}

export function rowToUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    passwordHash: row.password_hash,
    name: row.name,
    createdAt: new Date(row.created_at),
  };
}

export function sessionToRow(session: Session): SessionRow {
  return {
    id: session.id,
    user_id: session.userId,
    refresh_jti: session.refreshJti,
    created_at: session.createdAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    revoked_at: session.revokedAt?.toISOString() ?? null,
  };
}

export function rowToSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    refreshJti: row.refresh_jti,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  };
}

export function analysisToRow(analysis: Analysis): AnalysisRow {
  return {
    id: analysis.id,
    user_id: analysis.userId,
    query: analysis.query,
    status: analysis.status,
    models: [...analysis.models],
    input_tokens: analysis.inputTokens,
    output_tokens: analysis.outputTokens,
    cost_usd: analysis.costUsd,
    created_at: analysis.createdAt.toISOString(),
    completed_at: analysis.completedAt.toISOString(),
  };
}

export function callToRow(call: StoredCall, analysisId: string): AnalysisCallRow {
  return {
    id: call.id,
    analysis_id: analysisId,
    stage: call.stage,
    ordinal: call.ordinal,
    provider: call.provider,
    model: call.model,
    status: call.status,
    error: call.error,
    text: call.text,
    finish_reason: call.finishReason,
    input_tokens: call.inputTokens,
    output_tokens: call.outputTokens,
    cost_usd: call.costUsd,
  };
}

export function claimToRow({ userId, key, fingerprint, claimId, expiresAt }: ClaimRequest): IdempotencyKeyRow {
  const places = { user_id: userId, claim_id: claimId, analysis_id: null };
  return { ...places, key, fingerprint, expires_at: expiresAt.toISOString() };
}

export function rowsToAnalysis(row: AnalysisRow, calls: readonly AnalysisCallRow[]): Analysis {
  return { ...rowToSummary(row), calls: [...calls].sort(byStageAndOrdinal).map(rowToCall) };
}

export function rowToSummary(row: AnalysisRow): AnalysisSummary {
  return {
    id: row.id,
    userId: row.user_id,
    query: row.query,
    status: row.status,
    models: [...row.models],
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd,
    createdAt: new Date(row.created_at),
    completedAt: new Date(row.completed_at),
  };
}

function rowToCall(row: AnalysisCallRow): StoredCall {
  return {
    id: row.id,
    stage: row.stage,
    ordinal: row.ordinal,
    provider: row.provider,
    model: row.model,
    status: row.status,
    error: row.error,
    text: row.text,
    finishReason: row.finish_reason,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd,
  };
}

const STAGES: readonly StoredCall['stage'][] = ['initial', 'peer_review', 'synthesis'];

function byStageAndOrdinal(a: AnalysisCallRow, b: AnalysisCallRow): number {
  return STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || a.ordinal - b.ordinal;
}
