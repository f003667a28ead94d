import type { AnalysisRepository, Claim, ClaimRequest } from '../../ports/analysis-repository.ts';
import { optional, insert as put, refuseNul, requireUser, type TableAccess } from './memory-rows.ts';
import type { Tables } from './memory-tables.ts';
import { type AnalysisRow, analysisToRow, callToRow, claimToRow, rowsToAnalysis, rowToSummary } from './rows.ts';

export function analyses({ read, write }: TableAccess): AnalysisRepository {
  return {
    insert: (analysis, claimId) =>
      write((tables) => {
        requireUser(tables, analysis.userId, 'analyses_user_id_fkey');
        put(tables.analyses, analysisToRow(analysis), 'analyses_pkey');
        for (const call of analysis.calls) {
          put(tables.analysisCalls, callToRow(call, analysis.id), 'analysis_calls_pkey');
        }
        for (const [place, row] of tables.idempotencyKeys) {
          if (row.claim_id === claimId) {
            tables.idempotencyKeys.set(place, { ...row, analysis_id: analysis.id });
          }
        }
      }),
    findById: (id) =>
      read((tables) => {
        const calls = [...tables.analysisCalls.values()].filter((row) => row.analysis_id === id);
        return optional(tables.analyses.get(id), (row) => rowsToAnalysis(row, calls));
      }),
    list: ({ userId, after, limit }) =>
      read((tables) => {
        const place = after === null ? null : { created_at: after.createdAt.toISOString(), id: after.id };
        return [...tables.analyses.values()]
          .filter((row) => row.user_id === userId && (place === null || newestFirst(place, row) < 0))
          .sort(newestFirst)
          .slice(0, limit)
          .map(rowToSummary);
      }),
    delete: ({ id, userId }) =>
      write((tables) => {
        const isThere = tables.analyses.get(id)?.user_id === userId;
        if (isThere) {
          deleteAnalysis(tables, id);
        }
        return isThere;
      }),
    deleteCreatedBefore: (time, limit) =>
      write((tables) => {
        const old = [...tables.analyses.values()]
          .filter((row) => row.created_at < time.toISOString())
          .sort((a, b) => newestFirst(b, a))
          .slice(0, limit);
        for (const { id } of old) {
          deleteAnalysis(tables, id);
        }
        return old.length;
      }),
    claim: (request) => write((tables) => claim(tables, request)),
    release: (claimId) =>
      write((tables) => {
        for (const [place, row] of tables.idempotencyKeys) {
          if (row.claim_id === claimId && row.analysis_id === null) {
            tables.idempotencyKeys.delete(place);
          }
        }
      }),
  };
}

/** What ON DELETE CASCADE does. */
export function deleteAnalysis(tables: Tables, id: string): void {
  for (const table of [tables.analysisCalls, tables.idempotencyKeys]) {
    for (const [key] of [...table].filter(([, row]) => row.analysis_id === id)) {
      table.delete(key);
    }
  }
  tables.analyses.delete(id);
}

function claim(tables: Tables, request: ClaimRequest): Claim {
  requireUser(tables, request.userId, 'idempotency_keys_user_id_fkey');
  const place = `${request.userId} ${request.key}`;
  const found = tables.idempotencyKeys.get(place);
  const isFree = found === undefined || (found.analysis_id === null && found.expires_at <= request.now.toISOString());
  if (isFree) {
    const row = claimToRow(request);
    refuseNul(row);
    tables.idempotencyKeys.set(place, row);
    return { status: 'claimed' };
  }
  if (found.fingerprint !== request.fingerprint) {
    return { status: 'other_request' };
  }
  return found.analysis_id === null ? { status: 'pending' } : { status: 'done', analysisId: found.analysis_id };
}

/** Both columns sort as text: times are in UTC and of one length, ids are lower case. */
function newestFirst(a: Pick<AnalysisRow, 'created_at' | 'id'>, b: Pick<AnalysisRow, 'created_at' | 'id'>): number {
  const [left, right] = [`${a.created_at} ${a.id}`, `${b.created_at} ${b.id}`];
  return left === right ? 0 : left < right ? 1 : -1;
}
