import type { ServerResponse } from 'node:http';

export interface ServerSentEvent {
  readonly id: number;
  readonly event: string;
  /** Sent as JSON. */
  readonly data: object;
}

/** A client that takes nothing for so many heartbeats is gone, or wants our memory. */
const STALLED_HEARTBEATS = 4;

/**
 * Answers with a stream of events (WHATWG HTML, section 9.2), each when the client has taken those before. Comments keep
 * a silent stream open; a client that takes nothing any more is hung up. Returns when the events end or the client has
 * gone.
 */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<ServerSentEvent>,
  heartbeatMs: number,
): Promise<void> {
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // For nginx, which would collect a stream before it passes it on.
  response.setHeader('X-Accel-Buffering', 'no');
  response.setTimeout(heartbeatMs * STALLED_HEARTBEATS, () => response.destroy());
  response.flushHeaders();
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) {
      response.write(': heartbeat\n\n');
    }
  }, heartbeatMs);
  try {
    for await (const event of events) {
      if (!response.write(formatted(event))) {
        await drained(response);
      }
      if (response.destroyed) {
        return;
      }
    }
  } finally {
    clearInterval(heartbeat);
  }
  response.end();
}

function formatted({ id, event, data }: ServerSentEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
