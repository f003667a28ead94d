import type { Comparison } from '../channels/channel.ts';
import type { Difference } from '../evidence/divergence.ts';
import { getModelName } from '../evidence/llm-call.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';

/**
 * The first call that was on no cassette. What the server did after it follows from the gap and proves nothing; what it
 * asked is still evidence. If the other target asked the same, the recording is at fault; if not, the server is.
 */
export interface Gap {
  readonly side: 'left' | 'right';
  readonly stepIndex: number;
  readonly model: string;
  /** Among the calls to this model in the step. */
  readonly ordinal: number;
}

export function findGap(transcript: Transcript, side: Gap['side']): Gap | undefined {
  for (const [stepIndex, { calls }] of transcript.steps.entries()) {
    const index = calls.findIndex((call) => call.outcome.status === 'unrecorded');
    const call = calls[index];
    if (call === undefined) {
      continue;
    }
    const ordinal = calls.slice(0, index).filter((earlier) => getModelName(earlier) === getModelName(call)).length;
    return { side, stepIndex, model: getModelName(call), ordinal };
  }
  return undefined;
}

/** How what was asked at the gap differs from what the other target asked at the same place. */
export function compareAtGap(gap: Gap, calls: readonly [Json, Json], comparison: Comparison): Difference[] {
  const [left, right] = [findCall(gap, calls[0]), findCall(gap, calls[1])];
  if (left === undefined && right === undefined) {
    return [];
  }
  if (left === undefined) {
    return [{ pointer: right?.pointer ?? '', kind: 'extra', left: null, right: right?.request ?? null }];
  }
  if (right === undefined) {
    return [{ pointer: left.pointer, kind: 'missing', left: left.request, right: null }];
  }
  return comparison.compare(left.request, right.request, `${left.pointer}/request`);
}

function findCall(gap: Gap, calls: Json): { readonly pointer: string; readonly request: Json } | undefined {
  if (!Array.isArray(calls)) {
    return undefined;
  }
  const ofModel = [...calls.entries()].filter(
    ([, call]) => isJsonObject(call) && `${call['provider']}/${call['model']}` === gap.model,
  );
  const [index, call] = ofModel[gap.ordinal] ?? [];
  return isJsonObject(call) ? { pointer: `/${index}`, request: call['request'] ?? null } : undefined;
}
