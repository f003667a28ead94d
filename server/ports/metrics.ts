import type { LlmUsage } from './llm-provider.ts';

type Labels = Readonly<Record<string, string>>;

/** Numbers about this instance. Names and labels are the same in every mode. */
export interface Metrics {
  request(labels: { readonly method: string; readonly route: string; readonly status: string }, seconds: number): void;
  llmCall(labels: { readonly provider: string; readonly outcome: string }): void;
  /** What a call that was answered took, as the provider counted it. */
  llmTokens(usage: LlmUsage): void;
  /** In the text format of Prometheus, with gauges that are read at this moment. */
  render(gauges: readonly Gauge[]): string;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly values: readonly { readonly labels: Labels; readonly value: number }[];
}
