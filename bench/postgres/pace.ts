/** How long something takes: the median of one at a time, and the time each costs when so many run at once. */
export interface Pace {
  readonly medianMs: number;
  readonly eachOfEightMs: number;
}

/** What is measured: makes one, and gives what takes it away again, which is not measured. */
export type Make = (lane: number, name: string) => Promise<() => Promise<void>>;

const LANES = 8;

/** One after another, then eight at a time. */
export async function measurePace(make: Make, count: number): Promise<Pace> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = performance.now();
    const undo = await make(0, `bench_${index}`);
    times.push(performance.now() - from);
    await undo();
  }
  return { medianMs: findMedian(times), eachOfEightMs: await runConcurrently(make, count) };
}

async function runConcurrently(make: Make, count: number): Promise<number> {
  const rounds = Math.ceil(count / LANES);
  let elapsed = 0;
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    const lanes = Array.from({ length: LANES }, (_, lane) => make(lane, `bench_${round}_${lane}`));
    const undo = await Promise.all(lanes);
    elapsed += performance.now() - from;
    for (const each of undo) {
      await each();
    }
  }
  return elapsed / (rounds * LANES);
}

export function findMedian(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
