import type { Interaction } from '../../cassette/cassette.ts';
import { passHeaders } from '../../cassette/kept-headers.ts';
import type { ReceivedResponse } from '../../providers/provider.ts';
import { bodyStream, describeBreak, type StreamEnd } from '../body-stream.ts';
import type { Exchange } from '../exchange.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import { forward } from './forward.ts';

/**
 * How asking the upstream ended, and what came before that. `received` is null when no response began, `interaction` when
 * none began although it was waited for.
 */
export interface AskedResult {
  readonly end: StreamEnd;
  readonly received: ReceivedResponse | null;
  readonly interaction: Omit<Interaction, 'id'> | null;
}

export interface AskOptions {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Called once, before the receiver sees the end. */
  readonly onEnd: (result: AskedResult) => void;
}

/**
 * Asks the upstream and passes its response on while it arrives, with all its headers: what the cassette keeps is no matter
 * of the application. The caller gets a network error when no response begins. Never rejects.
 */
export async function askUpstream(exchange: Exchange, options: AskOptions): Promise<Response> {
  const { request, body } = exchange;
  const { signal, onEnd } = options;
  try {
    const response = await forward(request, { url: options.url, body, signal });
    return passOn(response, exchange, options);
  } catch (error) {
    const isCancelled = request.signal.aborted || signal.aborted;
    const end: StreamEnd = isCancelled ? { kind: 'abandoned' } : { kind: 'reset', reason: describeBreak(error) };
    const interaction = isCancelled ? new ExchangeRecorder(exchange, options.now).unanswered() : null;
    onEnd({ end, received: null, interaction });
    return Response.error();
  }
}

function passOn(response: Response, exchange: Exchange, { signal, now, onEnd }: AskOptions): Response {
  const recorder = new ExchangeRecorder(exchange, now);
  const finish = (end: StreamEnd) =>
    onEnd({
      end,
      received: { status: response.status, headers: response.headers, body: recorder.body },
      interaction: recorder.interaction(response),
    });
  const { status, statusText } = response;
  const headers = passHeaders(response.headers);
  if (response.body === null) {
    finish({ kind: 'done' });
    return new Response(null, { status, statusText, headers });
  }
  // Chunked, because the receiver takes a break in a body of unknown length for its end.
  headers.set('transfer-encoding', 'chunked');
  return new Response(bodyStream(recorder.listen(response.body), { signal, onEnd: finish }), {
    status,
    statusText,
    headers,
  });
}
