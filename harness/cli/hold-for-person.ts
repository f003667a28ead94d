import type { Verdict } from '../evidence/verdict.ts';
import type { PreparedTargets } from '../run/run-parity.ts';
import type { CommandContext } from './command-context.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface Held {
  readonly verdict: Verdict;
  readonly prepared: PreparedTargets;
  readonly context: CommandContext;
}

/** Names what scenarios that are not equivalent left behind, and waits for a person to have looked. */
export async function holdForPerson({ verdict, prepared, context }: Held): Promise<void> {
  const { stderr, signal } = context;
  const lines = verdict.scenarios
    .filter((scenario) => scenario.verdict !== 'equivalent')
    .flatMap(({ id }) => [`  ${id}`, ...linesFor(id, prepared)]);
  if (lines.length === 0) {
    return;
  }
  stderr.write(`\nKept until Ctrl-C:\n${lines.join('\n')}\n`);
  await untilInterrupted(signal);
}

function linesFor(scenarioId: string, { targets }: PreparedTargets): string[] {
  return targets.flatMap(({ name, prepared }) => {
    const line = prepared?.inspectCommand?.(scenarioId);
    return line === undefined ? [] : [`    ${name}: ${line}`];
  });
}
