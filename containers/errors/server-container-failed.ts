import { HarnessError } from 'ultra-parity';

/** A server in a container did not become healthy. `exitCode` is null while it still runs; `log` has its last lines. */
export class ServerContainerFailed extends HarnessError {
  readonly code = 'PARITY_SERVER_CONTAINER_FAILED';
  readonly exitCode: number | null;
  readonly log: string;

  constructor(what: string, { exitCode, log }: { readonly exitCode: number | null; readonly log: string }) {
    super(`${what}. ${log}`, {
      hint: 'Read the log lines in the message, or run the image by hand with the same variables.',
    });
    this.exitCode = exitCode;
    this.log = log;
  }
}
