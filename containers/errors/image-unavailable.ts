import { HarnessError } from 'ultra-parity';

/** A server cannot be run as an image on this machine: no engine, or no Postgres that a container reaches. */
export class ImageUnavailable extends HarnessError {
  readonly code = 'PARITY_IMAGE_UNAVAILABLE';

  constructor(why: string, options: { readonly hint: string; readonly cause?: unknown }) {
    super(`The server cannot be run as an image. ${why}`, options);
  }
}
