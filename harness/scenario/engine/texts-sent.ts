import type { Step } from '../../evidence/step.ts';
import { textsIn } from '../../values/texts-in.ts';

/** Every text in the bodies of what a scenario has sent, but for the empty one. */
export function textsSentIn(
  steps: readonly Pick<Step, 'http' | 'concurrently' | 'abort' | 'broken'>[],
): readonly string[] {
  const requests = steps.map(
    ({ http, concurrently, abort, broken }) => (http ?? concurrently ?? abort ?? broken)?.request,
  );
  const texts = requests.flatMap((request) => textsIn(request?.body ?? null).map(([, text]) => text));
  return [...new Set(texts)].filter((text) => text !== '');
}
