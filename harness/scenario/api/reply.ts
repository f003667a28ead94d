import type { Json, JsonObject } from '../../values/json.ts';

/** The response to one request. */
export interface Reply {
  /** 0 where the connection broke before a response began. */
  readonly status: number;
  /** Why the connection broke: `connection_reset`, `connection_cut`, `connection_refused`, `invalid_http`. */
  readonly error?: string;
  /** By lower-case name. Lines of one name are joined with a comma, those of `set-cookie` with a line feed. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Parsed JSON, or the text, or null; of a stream its events, each `{ event, id, data }`; of bytes that are no text
   * `{ $bytes, $sha256 }`. A number that JavaScript cannot hold is `{ $number: '9007199254740993' }`.
   */
  readonly body: Json;
  /**
   * One text of the body by its path: `reply.text('user', 'id')`.
   *
   * @throws when there is none
   */
  text(...path: readonly (string | number)[]): string;
  /**
   * States what this step must have shown on every target. A shortfall is a divergence between `expected` and the
   * target; the scenario goes on and is observed to its end.
   */
  expect(expectation: ReplyExpectation): Reply;
}

/** What a step may be expected to have shown in addition to its response. */
export interface StepExpectation {
  /** The LLM calls that this step caused, all of them, by model in alphabetical order. */
  readonly calls?: Json;
  /** The logged events by name, each a list: `{ login_failed: [{ fields: { reason: 'password' } }] }`. */
  readonly audit?: JsonObject;
  /**
   * `class`, `durationMs`, `liveness` of a stream. A loaded machine makes a step longer and never shorter, so state what it must at
   * least have taken: `{ durationMs: like.number(900) }`.
   */
  readonly time?: JsonObject;
}

export interface ReplyExpectation extends StepExpectation {
  readonly status?: Json;
  /** How the connection broke: `connection_reset` before a response, `connection_cut` in the middle of one. */
  readonly error?: Json;
  /** By lower-case name; of `set-cookie` a list: `[{ name: 'sid', attributes: { httponly: '' } }]`. */
  readonly headers?: JsonObject;
  readonly body?: Json;
  /** The events of a stream, all of them unless `like.some` is used: `[{ event: 'done' }]`. */
  readonly events?: Json;
}
