import { HarnessError } from 'ultra-parity';

/** An image could not be built. The message ends with the last lines of the builder. */
export class ImageBuildFailed extends HarnessError {
  readonly code = 'PARITY_IMAGE_BUILD_FAILED';

  constructor(message: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(message, options);
  }
}
