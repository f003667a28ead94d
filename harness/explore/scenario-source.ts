import type { Counterexample } from './explore.ts';

/** A counterexample as a scenario file, ready to be kept in the suite. */
export function renderScenario(counterexample: Counterexample, importFrom: string): string {
  const { steps, divergence, replay } = counterexample;
  const calls = steps.map((step) => `  ${JSON.stringify(step)},`).join('\n');
  return `import { replayedSequence } from '${importFrom}';

// Found by ${replay}
// ${divergence.step}: ${divergence.channel}${divergence.pointer} (${divergence.kind})
replayedSequence(${JSON.stringify(createTitle(counterexample))}, [
${calls}
]);
`;
}

/** What a counterexample is called: its calls without those that only sign people up. */
export function createTitle({ steps }: Counterexample): string {
  const calls = steps.filter(({ token }) => token === undefined).map(({ call }) => call.replaceAll(/[{}]/g, ''));
  return `agrees on ${calls.join(', then ')}`;
}
