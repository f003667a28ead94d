import type { AnalysisRepository, Claim, ClaimRequest } from '../../ports/analysis-repository.ts';
import { insertion, type RunAtomically, type RunQuery } from './postgres-statements.ts';
import {
  type AnalysisCallRow,
  type AnalysisRow,
  analysisToRow,
  callToRow,
  claimToRow,
  type IdempotencyKeyRow,
  rowsToAnalysis,
  rowToSummary,
} from './rows.ts';

export function analyses(query: RunQuery, atomically: RunAtomically): AnalysisRepository {
  return {
    insert: (analysis, claimId) =>
      atomically(async (run) => {
        const { models, ...row } = analysisToRow(analysis);
        const { sql, values } = insertion('analyses', { ...row, models: JSON.stringify(models) });
        await run(sql, values);
        for (const call of analysis.calls) {
          const statement = insertion('analysis_calls', callToRow(call, analysis.id));
          await run(statement.sql, statement.values);
        }
        if (claimId !== undefined) {
          await run('UPDATE idempotency_keys SET analysis_id = $2 WHERE claim_id = $1', [claimId, analysis.id]);
        }
      }),
    findById: async (id) => {
      const { rows } = await query<AnalysisRow>('SELECT * FROM analyses WHERE id = $1', [id]);
      const calls = await query<AnalysisCallRow>('SELECT * FROM analysis_calls WHERE analysis_id = $1', [id]);
      return rows[0] === undefined ? null : rowsToAnalysis(rows[0], calls.rows);
    },
    list: async ({ userId, after, limit }) => {
      const place = after === null ? [] : [after.createdAt.toISOString(), after.id];
      const { rows } = await query<AnalysisRow>(
        `SELECT * FROM analyses WHERE user_id = $1 ${after === null ? '' : 'AND (created_at, id) < ($3, $4)'}
         ORDER BY created_at DESC, id DESC LIMIT $2`,
        [userId, limit, ...place],
      );
      return rows.map(rowToSummary);
    },
    delete: async ({ id, userId }) =>
      (await query('DELETE FROM analyses WHERE id = $1 AND user_id = $2', [id, userId])).count === 1,
    deleteCreatedBefore: async (time, limit) => {
      const { count } = await query(
        `DELETE FROM analyses WHERE id IN (
           SELECT id FROM analyses WHERE created_at < $1 ORDER BY created_at, id LIMIT $2
         )`,
        [time.toISOString(), limit],
      );
      return count;
    },
    claim: (request) => claim(query, request),
    release: async (claimId) => {
      await query('DELETE FROM idempotency_keys WHERE claim_id = $1 AND analysis_id IS NULL', [claimId]);
    },
  };
}

async function claim(query: RunQuery, request: ClaimRequest): Promise<Claim> {
  const { sql, values } = insertion('idempotency_keys', claimToRow(request));
  const { count } = await query(
    `${sql} ON CONFLICT (user_id, key) DO UPDATE
     SET fingerprint = excluded.fingerprint, claim_id = excluded.claim_id, expires_at = excluded.expires_at
     WHERE idempotency_keys.analysis_id IS NULL AND idempotency_keys.expires_at <= $${values.length + 1}`,
    [...values, request.now.toISOString()],
  );
  if (count === 1) {
    return { status: 'claimed' };
  }
  const { rows } = await query<IdempotencyKeyRow>('SELECT * FROM idempotency_keys WHERE user_id = $1 AND key = $2', [
    request.userId,
    request.key,
  ]);
  const [found] = rows;
  // @note Without a row: the other request has just given up. Its client and ours may both ask again.
  if (found === undefined) {
    return { status: 'pending' };
  }
  if (found.fingerprint !== request.fingerprint) {
    return { status: 'other_request' };
  }
  return found.analysis_id === null ? { status: 'pending' } : { status: 'done', analysisId: found.analysis_id };
}
