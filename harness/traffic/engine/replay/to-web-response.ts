import { bodyStream } from '../body-stream.ts';
import type { RecordedAnswer } from './recorded-response.ts';

/** The recorded answer for a carrier that takes web responses. */
export function replayResponse(answer: RecordedAnswer, signal: AbortSignal): Response {
  const { status, headers } = answer;
  if (answer.isEmpty) {
    answer.end({ kind: 'done' });
    return new Response(null, { status, headers });
  }
  const source = { next: () => answer.next(), cancel: async () => answer.end({ kind: 'abandoned' }) };
  return new Response(bodyStream(source, { signal, onEnd: (end) => answer.end(end) }), { status, headers });
}

/** For such a carrier, the answer that never began: it waits until who asks goes away, or the scenario has ended. */
export async function silence(answer: RecordedAnswer, signal: AbortSignal): Promise<Response> {
  const leave = () => answer.end({ kind: 'abandoned' });
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) {
    leave();
  }
  await answer.untilOver();
  signal.removeEventListener('abort', leave);
  return Response.error();
}
