import type { ProviderKeyRow, RateLimitRow, ServiceKeyRow } from './key-rows.ts';
import type { AnalysisCallRow, AnalysisRow, IdempotencyKeyRow, SessionRow, UserRow } from './rows.ts';

/** Rows by primary key. A row is replaced, never changed. */
export interface Tables {
  readonly users: Map<string, UserRow>;
  readonly sessions: Map<string, SessionRow>;
  readonly analyses: Map<string, AnalysisRow>;
  readonly analysisCalls: Map<string, AnalysisCallRow>;
  /** By user and key. */
  readonly idempotencyKeys: Map<string, IdempotencyKeyRow>;
  readonly serviceKeys: Map<string, ServiceKeyRow>;
  /** By user and provider. */
  readonly providerKeys: Map<string, ProviderKeyRow>;
  /** By policy and principal. */
  readonly rateLimits: Map<string, RateLimitRow>;
}

/** Changing one leaves the other as it is. */
export function copyTables(tables: Tables): Tables {
  return {
    users: new Map(tables.users),
    sessions: new Map(tables.sessions),
    analyses: new Map(tables.analyses),
    analysisCalls: new Map(tables.analysisCalls),
    idempotencyKeys: new Map(tables.idempotencyKeys),
    serviceKeys: new Map(tables.serviceKeys),
    providerKeys: new Map(tables.providerKeys),
    rateLimits: new Map(tables.rateLimits),
  };
}

export function emptyTables(): Tables {
  return {
    users: new Map(),
    sessions: new Map(),
    analyses: new Map(),
    analysisCalls: new Map(),
    idempotencyKeys: new Map(),
    serviceKeys: new Map(),
    providerKeys: new Map(),
    rateLimits: new Map(),
  };
}
