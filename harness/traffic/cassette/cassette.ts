import type { Json } from '../../values/json.ts';

export const CASSETTE_SCHEMA = 'ultra-parity/cassette/v1';

/** The HTTP exchanges of one scenario, in the order in which they began, with where they came from. One file each. */
export interface Cassette {
  readonly schema: typeof CASSETTE_SCHEMA;
  readonly scenario: { readonly id: string; readonly title: string };
  readonly provenance: Provenance;
  readonly interactions: readonly Interaction[];
}

export interface Provenance {
  /** ISO 8601 in UTC: when the newest interaction was recorded. */
  readonly recordedAt: string;
  /** `live`, `stand-in`, or `import:<format>`. */
  readonly source: string;
  /** Who answered: the origins of the providers, or the name of the stand-in. */
  readonly upstream: string;
  /** `<name>/<version>` of what wrote the file. */
  readonly recorder: string;
  /** The client libraries that sent the requests, name to version. */
  readonly sdk: Readonly<Record<string, string>>;
}

export interface Interaction {
  /** Stable while the request stays the same: the start of the request's hash, and which repetition this is. */
  readonly id: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  /** The body as it arrived: milliseconds since the piece before (the first: since the headers), and bytes. */
  readonly chunks: readonly Chunk[];
  readonly end: InteractionEnd;
}

interface RecordedRequest {
  readonly method: string;
  /** Absolute, without credentials. */
  readonly url: string;
  readonly headers: RecordedHeaders;
  readonly body: RecordedBody;
}

/**
 * The status where who asked went away before an answer began. Source: the Fetch standard, section 2.2.6, in which a
 * network error is a response with this status.
 */
export const NOT_BEGUN = 0;

interface RecordedResponse {
  /** NOT_BEGUN only where `end` is `abandoned`. */
  readonly status: number;
  readonly headers: RecordedHeaders;
  /** The content-encoding on the wire, such as `gzip`, when there was one. The body is kept without it. */
  readonly encoding?: string;
  readonly body: RecordedBody;
}

/** Lower-case names. Only headers that carry meaning are kept. */
export type RecordedHeaders = Readonly<Record<string, string>>;

export type Chunk = readonly [dtMs: number, length: number];

/** `reset`: the connection broke after the last chunk. `abandoned`: who asked went away there. */
type InteractionEnd = 'done' | 'reset' | 'abandoned';

/** A body in the most readable form that gives back the same bytes. */
export type RecordedBody =
  | { readonly kind: 'empty' }
  /** `indent` spaces a level (0: none) and `tail` after the value, as the sender serialised it. */
  | { readonly kind: 'json'; readonly json: Json; readonly indent: number; readonly tail: string }
  /** Each event ends with `separator`; `tail` is what followed the last one. */
  | {
      readonly kind: 'sse';
      readonly events: readonly RecordedEvent[];
      readonly separator: string;
      readonly tail: string;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'base64'; readonly base64: string };

/** An event with JSON data, or the lines of any other event. */
export type RecordedEvent = string | { readonly event?: string; readonly data: Json };
