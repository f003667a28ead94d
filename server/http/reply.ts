import type { ServerSentEvent } from './sse.ts';

/** What a handler answers with. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent when absent. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body; `headers` name its type. */
  readonly text?: string;
  /** Sent one by one as `text/event-stream`, in place of a body. */
  readonly events?: AsyncIterable<ServerSentEvent>;
}
