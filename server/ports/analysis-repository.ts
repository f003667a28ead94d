import type { Analysis } from './database.ts';

/** An analysis without its calls. */
export type AnalysisSummary = Omit<Analysis, 'calls'>;

/** Where a page ended. */
export interface AnalysisPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** A request that wants to be the only one under its idempotency key. */
export interface ClaimRequest {
  readonly claimId: string;
  readonly userId: string;
  readonly key: string;
  /** Of what is asked. The same key with another one is another request. */
  readonly fingerprint: string;
  readonly now: Date;
  /** When others may take over, if nothing has been stored by then. */
  readonly expiresAt: Date;
}

export type Claim =
  | { readonly status: 'claimed' }
  /** Somebody else's request under this key is not done yet. */
  | { readonly status: 'pending' }
  | { readonly status: 'done'; readonly analysisId: string }
  | { readonly status: 'other_request' };

export interface AnalysisRepository {
  /** With `claimId`, its key leads to this analysis from now on, unless others have taken the claim over. */
  insert(analysis: Analysis, claimId?: string): Promise<void>;
  findById(id: string): Promise<Analysis | null>;
  /** By `createdAt`, newest first, then by `id`, highest first; those after `after`. */
  list(wanted: {
    readonly userId: string;
    readonly after: AnalysisPosition | null;
    readonly limit: number;
  }): Promise<readonly AnalysisSummary[]>;
  /** Its calls and its idempotency key go with it. Says whether this user had such an analysis. */
  delete(wanted: { readonly id: string; readonly userId: string }): Promise<boolean>;
  /** Deletes at most `limit`, oldest first, and says how many. */
  deleteCreatedBefore(time: Date, limit: number): Promise<number>;
  /** Of two requests at once, one is told `claimed`. */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Gives up a claim under which nothing has been stored. */
  release(claimId: string): Promise<void>;
}
