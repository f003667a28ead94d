import { HarnessError } from 'ultra-parity';

/** The container engine answered a request with an error, or not at all. `status` is null when there was no answer. */
export class EngineRequestFailed extends HarnessError {
  readonly code = 'PARITY_ENGINE_REQUEST_FAILED';
  readonly status: number | null;

  constructor(message: string, options: { readonly status: number | null; readonly cause?: unknown }) {
    super(message, {
      ...options,
      hint: 'Check the engine with `docker info`, and DOCKER_HOST if it is set.',
    });
    this.status = options.status;
  }
}
