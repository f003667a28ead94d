import { type Profiler, Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import type { Probe } from './protocol.ts';

/**
 * Sees which probes of the code are run, by the block coverage of V8. A probe outside every function is run once, when its
 * file is loaded, and so is never seen here.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/
 */
export class CoverageProbe implements AsyncDisposable {
  readonly #session = new Session();

  static async start(): Promise<CoverageProbe> {
    const watch = new CoverageProbe();
    watch.#session.connect();
    await watch.#session.post('Profiler.enable');
    await watch.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return watch;
  }

  /** The places in the list of the probes that were run since the last time. */
  async take(probes: readonly Probe[]): Promise<number[]> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const scripts = new Map(
      result
        .filter(({ url }) => url.startsWith('file:'))
        .map(({ url, functions }) => [fileURLToPath(url), functions] as const),
    );
    return probes.flatMap(({ path, offset }, index) => (wasRun(scripts.get(path) ?? [], offset) ? [index] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}

/** Whether the innermost block of a function that holds the offset was run. */
function wasRun(functions: readonly Profiler.FunctionCoverage[], offset: number): boolean {
  const around = functions
    .filter(({ functionName, ranges }) => functionName !== '' || ranges[0]?.startOffset !== 0)
    .flatMap(({ ranges }) => ranges)
    .filter(({ startOffset, endOffset }) => startOffset <= offset && offset <= endOffset)
    .toSorted((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
  return (around[0]?.count ?? 0) > 0;
}
