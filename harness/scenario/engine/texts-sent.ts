import type { Step } from '../../evidence/transcript.ts';
import { textsIn } from '../../values/texts-in.ts';

/** Every text in the bodies of what a scenario has sent, but for the empty one. */
export function textsSentIn(steps: readonly Pick<Step, 'http' | 'together' | 'hangUp'>[]): readonly string[] {
  const requests = steps.map(({ http, together, hangUp }) => (http ?? together ?? hangUp)?.request);
  const texts = requests.flatMap((request) => textsIn(request?.body ?? null).map(([, text]) => text));
  return [...new Set(texts)].filter((text) => text !== '');
}
