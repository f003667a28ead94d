import { HarnessError } from '../../base/harness-error.ts';

/** A cassette file that is not what the format says. Names the file and, as a JSON pointer, the place. */
export class CassetteInvalid extends HarnessError {
  readonly code = 'PARITY_CASSETTE_INVALID';
  readonly path: string;
  readonly pointer: string;

  constructor(options: {
    readonly path: string;
    readonly pointer: string;
    readonly problem: string;
    readonly cause?: unknown;
  }) {
    const place = options.pointer === '' ? '' : ` at ${options.pointer}`;
    super(`The cassette ${options.path} is not valid${place}: ${options.problem}`, {
      hint: 'Restore the file from version control, or record the scenario anew with "npx parity run --llm record-all".',
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
    this.path = options.path;
    this.pointer = options.pointer;
  }
}
