import type { Divergence } from '../../../evidence/divergence.ts';
import { inModelOrder } from '../../../evidence/llm-call.ts';
import type { Transcript } from '../../../evidence/transcript.ts';

/** Whom the LLM call of a divergence asked, where all targets that made it agree: `google gemini-2.5-flash`. */
export function findCallSubject(
  { channel, pointer, step: label }: Divergence,
  transcripts: readonly Transcript[],
): string | undefined {
  const [, index] = /^\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
  if (channel !== 'calls' || index === undefined) {
    return undefined;
  }
  const asked = transcripts.flatMap(({ steps }) => {
    const step = steps.find((one) => one.label === label);
    const call = inModelOrder(step?.calls ?? [])[Number(index)];
    return call === undefined ? [] : [`${call.provider} ${call.model}`];
  });
  return new Set(asked).size === 1 ? asked[0] : undefined;
}
