import { HarnessError } from '../../../base/harness-error.ts';

/** Requests of this process can reach the network although they should not, so nothing may be replayed in it. */
export class InterceptionEscaped extends HarnessError {
  readonly code = 'PARITY_INTERCEPTION_ESCAPED';

  constructor(problem: string, options: { readonly cause?: unknown } = {}) {
    super(`LLM traffic of this process cannot be intercepted: ${problem}`, {
      hint: 'Open the network before other tools patch fetch or sockets, and use the default undici dispatcher.',
      ...options,
    });
  }
}
