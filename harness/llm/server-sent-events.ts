/** One event of a stream. `event` is null when the stream did not name it. */
export interface ServerSentEvent {
  readonly event: string | null;
  readonly data: string;
}

/**
 * The events of a whole `text/event-stream` body. Comments, `id` and `retry` are left out, and so is a last event that
 * no blank line ended. Source: WHATWG HTML, section 9.2.6, "Interpreting an event stream".
 */
export function parseServerSentEvents(text: string): readonly ServerSentEvent[] {
  const blocks = text.replace(/^\uFEFF/, '').split(/\r\n\r\n|\n\n|\r\r/);
  return blocks.slice(0, -1).flatMap(parseBlock);
}

function parseBlock(block: string): readonly ServerSentEvent[] {
  let event: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value ?? '';
    if (name === 'data') data.push(value ?? '');
  }
  return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
}

export function isEventStream(headers: Headers): boolean {
  return (headers.get('content-type') ?? '').toLowerCase().startsWith('text/event-stream');
}
