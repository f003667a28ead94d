import { HarnessError } from '../../base/harness-error.ts';
import type { StartOutcome } from '../../evidence/step.ts';

export class UnknownTarget extends HarnessError {
  readonly code = 'PARITY_UNKNOWN_TARGET';

  constructor(name: string, known: readonly string[]) {
    super(`There is no target "${name}".`, { hint: `The configuration has: ${known.join(', ')}.` });
  }
}

/** The scenario sent a request to a system that had refused to start. */
export class SystemNotListening extends HarnessError {
  readonly code = 'PARITY_SYSTEM_NOT_LISTENING';

  constructor(refusal: Extract<StartOutcome, { outcome: 'refused' }>) {
    super(`The system under test refused to start: ${refusal.code}: ${refusal.message}`, { hint: refusal.hint });
  }
}

/** The scenario told a system to stop that cannot be told. */
export class SystemCannotStop extends HarnessError {
  readonly code = 'PARITY_SYSTEM_CANNOT_STOP';

  constructor(target: string) {
    super(`The target "${target}" cannot be told to stop.`, {
      hint: 'Give what its setUp() returns a stop(), or leave such scenarios to other targets.',
    });
  }
}
