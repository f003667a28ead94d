import { isJsonObject, type Json } from '../observe/json.ts';
import type { Step } from '../observe/transcript.ts';

/** Every text in the bodies of what a scenario has sent, but for the empty one. */
export function textsSentIn(steps: readonly Pick<Step, 'http' | 'together' | 'hangUp'>[]): readonly string[] {
  const requests = steps.map(({ http, together, hangUp }) => (http ?? together ?? hangUp)?.request);
  return [...new Set(requests.flatMap((request) => textsIn(request?.body ?? null)))];
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
