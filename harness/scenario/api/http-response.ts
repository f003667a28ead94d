import type { Json } from '../../values/json.ts';

/** A response that the client of a scenario has read, as a target is told of it. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. Lines of one name are joined with a comma, those of `set-cookie` with a line feed. */
  readonly headers: Readonly<Record<string, string>>;
  /** As `Reply` has it. */
  readonly body: Json;
}
