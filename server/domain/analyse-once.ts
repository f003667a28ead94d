import { createHash } from 'node:crypto';
import type { Analysis } from '../ports/database.ts';
import type { Ports } from '../ports/ports.ts';
import { type AnalysisCommand, analyse, findAnalysis } from './analysis.ts';
import { ProblemError } from './errors.ts';

/** How much longer than an analysis may take its claim holds, before another request takes over from a dead server. */
const GRACE_MS = 60_000;
const RETRY_AFTER_SECONDS = '2';

/**
 * Like `analyse`; what was asked before under the same key is not asked again. A key holds as long as its analysis; a
 * request that fails gives it up.
 * @throws ProblemError as `analyse`; idempotency_key_reused when the key belongs to another question,
 * idempotency_conflict while the first request is under way
 */
export async function analyseOnce(
  ports: Pick<Ports, 'llm' | 'database' | 'clock' | 'ids' | 'logger'>,
  command: AnalysisCommand,
  key: string,
): Promise<Analysis> {
  const { analyses } = ports.database;
  const now = ports.clock.now();
  const claimId = ports.ids.uuid();
  const claim = await analyses.claim({
    ...{ claimId, userId: command.userId, key, fingerprint: fingerprintOf(command), now },
    expiresAt: new Date(now.getTime() + command.timeoutMs + GRACE_MS),
  });
  switch (claim.status) {
    case 'claimed':
      return orRelease(ports, claimId, analyse(ports, { ...command, claimId }));
    case 'done':
      return findAnalysis(ports, { id: claim.analysisId, userId: command.userId });
    case 'pending':
      throw new ProblemError('idempotency_conflict', 'The first request is not answered yet', {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      });
    case 'other_request':
      throw new ProblemError('idempotency_key_reused', 'The key was sent with another question or other models');
    default:
      claim satisfies never;
      throw new TypeError('Unknown claim');
  }
}

/** What is told is why the work failed. A claim that could not be released as well ends by itself when it expires. */
async function orRelease<T>(
  { database, logger }: Pick<Ports, 'database' | 'logger'>,
  claimId: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    try {
      await database.analyses.release(claimId);
    } catch (second) {
      const name = second instanceof Error ? second.name : typeof second;
      logger.log('warn', 'idempotency_key_not_released', { error: name });
    }
    throw error;
  }
}

function fingerprintOf({ query, models }: AnalysisCommand): string {
  return createHash('sha256')
    .update(JSON.stringify([query, models.map(({ id }) => id)]))
    .digest('hex');
}
