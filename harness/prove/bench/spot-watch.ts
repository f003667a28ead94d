import { type Profiler, Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import type { Spot } from './protocol.ts';

/**
 * Sees which spots of the code are run, by the block coverage of V8. A spot outside every function is run once, when its
 * file is loaded, and so is never seen here.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/
 */
export class SpotWatch implements AsyncDisposable {
  readonly #session = new Session();

  static async start(): Promise<SpotWatch> {
    const watch = new SpotWatch();
    watch.#session.connect();
    await watch.#session.post('Profiler.enable');
    await watch.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    return watch;
  }

  /** The places in the list of the spots that were run since the last time. */
  async take(spots: readonly Spot[]): Promise<number[]> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const scripts = new Map(
      result
        .filter(({ url }) => url.startsWith('file:'))
        .map(({ url, functions }) => [fileURLToPath(url), functions] as const),
    );
    return spots.flatMap(({ path, offset }, index) => (wasRun(scripts.get(path) ?? [], offset) ? [index] : []));
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
