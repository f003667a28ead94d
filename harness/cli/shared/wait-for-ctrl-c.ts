import type { Verdict } from '../../evidence/verdict.ts';
import type { PreparedTargets } from '../../run/run-request.ts';
import type { ProcessContext } from './command-context.ts';
import { waitForInterrupt } from './wait-for-interrupt.ts';

export interface KeptRun extends Pick<ProcessContext, 'stderr' | 'signal'> {
  readonly verdict: Verdict;
  readonly prepared: PreparedTargets;
}

/** Prints how to inspect the database of each scenario that is not equivalent, and waits for Ctrl-C if there is one. */
export async function waitForCtrlC({ verdict, prepared, stderr, signal }: KeptRun): Promise<void> {
  const lines = verdict.scenarios
    .filter((scenario) => scenario.verdict !== 'equivalent')
    .flatMap(({ id }) => [`  ${id}`, ...inspectLines(id, prepared)]);
  if (lines.length === 0) {
    return;
  }
  stderr.write(`\nKept until Ctrl-C:\n${lines.join('\n')}\n`);
  await waitForInterrupt(signal);
}

function inspectLines(scenarioId: string, { targets }: PreparedTargets): string[] {
  return targets.flatMap(({ name, prepared }) => {
    const line = prepared?.inspectCommand?.(scenarioId);
    return line === undefined ? [] : [`    ${name}: ${line}`];
  });
}
