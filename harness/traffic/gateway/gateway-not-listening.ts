import { HarnessError } from '../../base/harness-error.ts';

/** The gateway could not listen where it was told to. */
export class GatewayNotListening extends HarnessError {
  readonly code = 'PARITY_GATEWAY_NOT_LISTENING';

  constructor(place: { readonly host: string; readonly port: number }, cause: unknown) {
    super(`The gateway cannot listen on ${place.host}:${place.port}: ${String(cause)}`, {
      hint: 'Choose another port with --port, or 0 for any that is free.',
      cause,
    });
  }
}
