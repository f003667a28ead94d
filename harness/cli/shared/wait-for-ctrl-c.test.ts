import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { ScenarioVerdict, Verdict } from '../../evidence/verdict.ts';
import { waitForCtrlC } from './wait-for-ctrl-c.ts';

const noDisposal = { [Symbol.asyncDispose]: async () => {} };

function wait(...scenarios: readonly ScenarioVerdict[]) {
  const stderr = new PassThrough({ encoding: 'utf8' });
  const interruption = new AbortController();
  let isOver = false;
  const waiting = waitForCtrlC({
    verdict: { scenarios } as unknown as Verdict,
    prepared: {
      targets: [
        { name: 'mock', prepared: undefined },
        { name: 'real', prepared: { data: null, witness: {}, inspectCommand: (id) => `psql ${id}`, ...noDisposal } },
      ],
      ...noDisposal,
    },
    stderr: stderr as unknown as WriteStream,
    signal: interruption.signal,
  }).then(() => {
    isOver = true;
  });
  return { waiting, stderr, interrupt: () => interruption.abort(), isOver: () => isOver };
}

function verdictOn(id: string, verdict: ScenarioVerdict['verdict']): ScenarioVerdict {
  return { id, title: id, verdict, durationMs: {} };
}

test('names what scenarios that are not equivalent left behind, and waits until Ctrl-C', async () => {
  const command = wait(verdictOn('a', 'divergent'), verdictOn('b', 'equivalent'), verdictOn('c', 'inconclusive'));

  await nextTurn();
  const said: unknown = command.stderr.read();
  const wasOverBefore = command.isOver();
  command.interrupt();
  await command.waiting;

  expect(said).toBe('\nKept until Ctrl-C:\n  a\n    real: psql a\n  c\n    real: psql c\n');
  expect(wasOverBefore).toBe(false);
  expect(command.isOver()).toBe(true);
});

test('waits for nothing when every scenario is equivalent', async () => {
  const command = wait(verdictOn('a', 'equivalent'));

  await command.waiting;

  expect(command.stderr.read()).toBeNull();
});
