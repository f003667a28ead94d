import { HarnessError } from '../../../base/harness-error.ts';

/** Interception is a property of the process: there is one network in it, and one playback at a time. */
export class LlmNetworkBusy extends HarnessError {
  readonly code = 'PARITY_LLM_NETWORK_BUSY';

  constructor(problem: string) {
    super(problem, { hint: 'Eject the playback, or dispose of the network, before the next one starts.' });
  }
}
