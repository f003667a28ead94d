import type { Json, JsonObject } from '../../values/json.ts';

/**
 * One request of a generated sequence: plain JSON, which a file can hold. Anywhere in `json`,
 * `query` and `path`, `{ $earlier: 'id', pick: 2 }` stands for a value that an earlier answer gave under such a name.
 */
export interface GeneratedRequest {
  /** `POST /api/users/{id}`, as the document has it. */
  readonly call: string;
  /** Who asks: a person by name, or what is wrong with the credential. Nobody where it is left out. */
  readonly access?: string;
  /** Which of the earlier credentials it is, where `access` says `earlier`. */
  readonly pick?: number;
  /** Values of the parameters in the path, by name. */
  readonly path?: JsonObject;
  readonly query?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  /** Sent instead of `json`, byte for byte. */
  readonly raw?: string;
  /** From here on, the text at `at` (RFC 6901) of the answer is the token of this person. */
  readonly token?: { readonly of: string; readonly at: string };
}
