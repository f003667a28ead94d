import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: number;
  /** How many requests are under way at a time. Bounded, and on loopback alone. */
  readonly concurrency: number;
}

export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

/** Sends the requests over kept-alive connections. Throws at the first answer that is not 200. */
export async function measure({ url, headers, requests, concurrency }: Load): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const samples: number[] = [];
  const startedMs = performance.now();
  const worker = async () => {
    while (samples.length < requests) {
      const sentMs = performance.now();
      samples.push(sentMs); // claims its turn; replaced by the latency below
      const slot = samples.length - 1;
      await ask(url, headers, agent);
      samples[slot] = performance.now() - sentMs;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  agent.destroy();
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), perSecond: (requests / (performance.now() - startedMs)) * 1_000 };
}

function ask(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const pending = request(url, { agent, headers }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) {
          resolve();
        } else {
          reject(new Error(`${url} answered ${response.statusCode}`));
        }
      });
    });
    pending.once('error', reject);
    pending.end();
  });
}
