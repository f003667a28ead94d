import type { Stage } from '../ports/database.ts';
import type { LlmErrorKind, ProviderName } from '../ports/llm-provider.ts';

interface AboutCall {
  readonly stage: Stage;
  readonly model: string;
  readonly provider: ProviderName;
}

/** What happens on the way to an analysis. */
export type AnalysisProgress =
  | {
      readonly event: 'analysis_started';
      readonly data: { readonly analysisId: string; readonly models: readonly string[] };
    }
  | { readonly event: 'call_started' | 'call_answered'; readonly data: AboutCall }
  | { readonly event: 'call_failed'; readonly data: AboutCall & { readonly error: LlmErrorKind } }
  /** The next piece of the synthesis that this model writes. Void when its call fails after all. */
  | { readonly event: 'synthesis_delta'; readonly data: { readonly model: string; readonly text: string } };
