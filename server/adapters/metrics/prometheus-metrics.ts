import type { LlmUsage } from '../../ports/llm-provider.ts';
import type { Gauge, Metrics } from '../../ports/metrics.ts';

type Labels = Readonly<Record<string, string>>;

/** Seconds. From a read out of memory to an analysis by slow models. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

interface Histogram {
  readonly labels: Labels;
  /** How many were at most as long as the bucket of the same index, and not the one before. */
  readonly counts: number[];
  sum: number;
  count: number;
}

/** Counters and histograms in memory, in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export class PrometheusMetrics implements Metrics {
  readonly #requests = new Map<string, Histogram & { readonly status: string }>();
  readonly #llmCalls = new Map<string, { readonly labels: Labels; count: number }>();
  readonly #tokens = { input: 0, output: 0 };

  request(
    { method, route, status }: { readonly method: string; readonly route: string; readonly status: string },
    seconds: number,
  ): void {
    const id = `${method} ${route} ${status}`;
    const known = this.#requests.get(id) ?? {
      ...{ labels: { method, route }, status, counts: BUCKETS.map(() => 0) },
      ...{ sum: 0, count: 0 },
    };
    this.#requests.set(id, known);
    const bucket = BUCKETS.findIndex((limit) => seconds <= limit);
    if (bucket >= 0) {
      known.counts[bucket] = (known.counts[bucket] ?? 0) + 1;
    }
    known.sum += seconds;
    known.count += 1;
  }

  llmCall(labels: { readonly provider: string; readonly outcome: string }): void {
    const id = `${labels.provider} ${labels.outcome}`;
    const known = this.#llmCalls.get(id) ?? { labels: { ...labels }, count: 0 };
    this.#llmCalls.set(id, known);
    known.count += 1;
  }

  llmTokens({ inputTokens, outputTokens }: LlmUsage): void {
    this.#tokens.input += inputTokens;
    this.#tokens.output += outputTokens;
  }

  render(gauges: readonly Gauge[]): string {
    const requests = [...this.#requests.values()];
    const counters = [
      ...head('ultra_http_requests_total', 'counter', 'Requests by route template and status.'),
      ...requests.map(({ labels, status, count }) => line('ultra_http_requests_total', { ...labels, status }, count)),
      ...head('ultra_http_request_duration_seconds', 'histogram', 'From the first byte in to the last byte out.'),
      ...requests.flatMap(histogramLines),
      ...head('ultra_llm_calls_total', 'counter', 'Calls to LLM providers by outcome; each attempt is one.'),
      ...[...this.#llmCalls.values()].map(({ labels, count }) => line('ultra_llm_calls_total', labels, count)),
      ...head('ultra_llm_input_tokens_total', 'counter', 'Tokens of prompts, as the providers counted them.'),
      line('ultra_llm_input_tokens_total', {}, this.#tokens.input),
      ...head('ultra_llm_output_tokens_total', 'counter', 'Tokens of answers, as the providers counted them.'),
      line('ultra_llm_output_tokens_total', {}, this.#tokens.output),
    ];
    const read = gauges.flatMap(({ name, help, values }) => [
      ...head(name, 'gauge', help),
      ...values.map(({ labels, value }) => line(name, labels, value)),
    ]);
    return [...counters, ...read, ''].join('\n');
  }
}

function histogramLines({ labels, status, counts, sum, count }: Histogram & { readonly status: string }): string[] {
  const name = 'ultra_http_request_duration_seconds';
  const all = { ...labels, status };
  let upTo = 0;
  const buckets = BUCKETS.map((limit, index) => {
    upTo += counts[index] ?? 0;
    return line(`${name}_bucket`, { ...all, le: String(limit) }, upTo);
  });
  return [
    ...buckets,
    line(`${name}_bucket`, { ...all, le: '+Inf' }, count),
    line(`${name}_sum`, all, sum),
    line(`${name}_count`, all, count),
  ];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
