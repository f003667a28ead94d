import type { Json } from './json.ts';

/** One event of a `text/event-stream` body. */
export interface StreamEvent {
  /** `message` where the stream named none. */
  readonly event: string;
  /** The id in force, as the stream sent it; null before the first. */
  readonly id: string | null;
  /** Parsed where it is JSON, the text otherwise. */
  readonly data: Json;
}

/** The events of a body, in order, with their data as JSON where it is JSON. */
export function parseEventStream(text: string): StreamEvent[] {
  return readEvents(text).map((event) => ({ ...event, data: parsed(event.data) }));
}

/**
 * The events of a body, in order. Comments and `retry` are left out, and so is a last event that no blank line ended: it
 * was never dispatched. Source: WHATWG HTML, section 9.2.6, "Interpreting an event stream".
 */
export function readEvents(text: string): (Omit<StreamEvent, 'data'> & { readonly data: string })[] {
  const blocks = text.replace(/^\uFEFF/, '').split(/\r\n\r\n|\n\n|\r\r/);
  let id: string | null = null;
  return blocks.slice(0, -1).flatMap((block) => {
    const fields = block.split(/\r\n|\n|\r/).map((line) => /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []);
    const valuesOf = (wanted: string) => fields.filter(([, name]) => name === wanted).map(([, , value = '']) => value);
    id = valuesOf('id').at(-1) ?? id;
    const data = valuesOf('data');
    return data.length === 0 ? [] : [{ event: valuesOf('event').at(-1) || 'message', id, data: data.join('\n') }];
  });
}

function parsed(data: string): Json {
  try {
    return JSON.parse(data);
  } catch {
    return data; // an event may carry any text
  }
}
