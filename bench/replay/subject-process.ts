/** Measures one replayer in a process of its own, and prints what it found as JSON. Started by main.ts. */
import { performance } from 'node:perf_hooks';
import type { Ask } from './ask.ts';
import { callTimes, findMedian, keepsPace, measureFidelity } from './measure.ts';
import { SUBJECTS, type Subject, type Tape } from './subjects.ts';

const [name, kind, directory = '', count = '', padding = ''] = process.argv.slice(2);
const subject = SUBJECTS.find((one) => one.name === name);
if (subject === undefined) {
  throw new TypeError(`There is no subject ${name}.`);
}
const tape: Tape = { count: Number(count), padding: Number(padding), directory, isPaced: false };

const MEASURES: Readonly<Record<string, (subject: Subject) => Promise<object>>> = {
  calls: measureCalls,
  load: measureLoad,
  fidelity: observeFidelity,
};
console.log(JSON.stringify(await MEASURES[kind ?? '']?.(subject)));
// aimock and nock leave timers behind.
process.exit(0);

/** The first half warms up. Answers are played once each, so a short tape is loaded anew for every ten calls. */
async function measureCalls({ isLinear, load }: Subject) {
  const times: number[] = [];
  const isShort = tape.count < 100;
  for (let round = 0; round < (isShort ? 60 : 1); round += 1) {
    await using loaded = await load(tape);
    const half = Math.floor(tape.count / 2);
    const calls = isLinear ? Math.max(5, Math.floor(20_000 / tape.count)) : 400;
    if (isShort) {
      const measured = await callTimes(loaded.ask, { from: 0, to: tape.count, calls: tape.count });
      // The first call of each load pays for connections.
      if (round >= 30) {
        times.push(...measured.slice(1));
      }
    } else {
      await callTimes(loaded.ask, { from: 0, to: half, calls: Math.min(calls, half) });
      times.push(...(await callTimes(loaded.ask, { from: half, to: tape.count, calls: Math.min(calls, half) })));
    }
  }
  return { ms: findMedian(times) };
}

async function measureLoad({ load }: Subject) {
  await load({ ...tape, count: 10 }).then((warm) => warm[Symbol.asyncDispose]());
  const before = process.memoryUsage().rss;
  const began = performance.now();
  await using loaded = await load(tape);
  // Some read their files at the first request.
  await callTimes(loaded.ask, { from: 0, to: 1, calls: 1 });
  return { ms: performance.now() - began, megabytes: (process.memoryUsage().rss - before) / 1e6 };
}

async function observeFidelity({ load }: Subject) {
  const kept = await measured(load, tape, measureFidelity);
  const isPaceKept = await measured(load, { ...tape, isPaced: true }, keepsPace);
  return { ...kept, pace: isPaceKept };
}

async function measured<T>(load: Subject['load'], how: Tape, measure: (ask: Ask) => Promise<T>): Promise<T> {
  await using loaded = await load(how);
  return await measure(loaded.ask);
}
