import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import type { ScenarioVerdict, Verdict } from '../evidence/verdict.ts';
import { holdForPerson } from './hold-for-person.ts';

function hold(...scenarios: readonly ScenarioVerdict[]) {
  const stderr = new PassThrough({ encoding: 'utf8' });
  const interruption = new AbortController();
  const held = holdForPerson({
    verdict: { scenarios } as unknown as Verdict,
    prepared: {
      targets: [
        { name: 'mock', prepared: undefined },
        { name: 'real', prepared: { data: null, witness: {}, inspectCommand: (id) => `psql ${id}`, ...noDisposal } },
      ],
      ...noDisposal,
    },
    context: {
      env: {},
      cwd: '/',
      stdout: stderr as unknown as WriteStream,
      stderr: stderr as unknown as WriteStream,
      now: () => new Date(0),
      newRunId: () => 'test-run',
      signal: interruption.signal,
      argv: [],
    },
  });
  return { held, stderr, interrupt: () => interruption.abort() };
}

const noDisposal = { [Symbol.asyncDispose]: async () => {} };

function verdictOn(id: string, verdict: ScenarioVerdict['verdict']): ScenarioVerdict {
  return { id, title: id, verdict, durationMs: {} };
}

test('what a divergent and an inconclusive scenario left behind is named until Ctrl-C', async () => {
  const command = hold(verdictOn('a', 'divergent'), verdictOn('b', 'equivalent'), verdictOn('c', 'inconclusive'));

  const said: unknown = command.stderr.read();
  command.interrupt();

  expect(said).toBe('\nKept until Ctrl-C:\n  a\n    real: psql a\n  c\n    real: psql c\n');
  await expect(command.held).resolves.toBeUndefined();
});

test('nobody is kept waiting when every scenario is equivalent', async () => {
  const command = hold(verdictOn('a', 'equivalent'));

  await expect(command.held).resolves.toBeUndefined();
  expect(command.stderr.read()).toBeNull();
});
