/**
 * What must be seen of an API before a run of the whole suite says anything: distilled from the OpenAPI document of the
 * project, and kept in the evidence, so that the verdict can be computed again from there.
 */
export interface Expectation {
  readonly operations: readonly ExpectedOperation[];
  /** Request headers that carry a credential, in lower case. */
  readonly credentials: readonly string[];
  /** What the `code` of a 401 says about who asked: `{ token_expired: 'expired' }`. */
  readonly accessStates: Readonly<Record<string, string>>;
  readonly unreachable: readonly Exemption[];
}

export interface ExpectedOperation {
  /** In capitals. */
  readonly method: string;
  /** As the document has it: `/api/analyses/{id}`. */
  readonly path: string;
  readonly isProtected: boolean;
  /** Every status that is documented. */
  readonly statuses: readonly number[];
  /** Every code that the document gives for 401 and that tells an access state. */
  readonly refusals: readonly string[];
  /** The providers whose models it asks. */
  readonly providers: readonly string[];
}

/** Cells that cannot be seen, and somebody who says so. */
export interface Exemption {
  /** Names of cells, where `*` stands for any text: `* 500`. */
  readonly cells: string;
  readonly owner: string;
  readonly reason: string;
}
