/**
 * The base of everything the harness throws on purpose. `message` says what failed and why, `hint` the next step,
 * `code` is stable and documented in docs/errors.md.
 */
export abstract class HarnessError extends Error {
  abstract readonly code: `PARITY_${string}`;
  readonly hint: string;

  constructor(message: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.hint = options.hint;
  }
}
