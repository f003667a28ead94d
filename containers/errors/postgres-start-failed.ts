import { HarnessError } from 'ultra-parity';

/** A provider passed its preflight and its server still did not come up. */
export class PostgresStartFailed extends HarnessError {
  readonly code = 'PARITY_POSTGRES_START_FAILED';

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, {
      ...options,
      hint: options.hint ?? 'Choose another provider with PARITY_POSTGRES=url, container or embedded.',
    });
  }
}
