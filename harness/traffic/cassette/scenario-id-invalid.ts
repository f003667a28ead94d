import { HarnessError } from '../../base/harness-error.ts';

/** A scenario id that cannot be a file name below the cassette directory. */
export class ScenarioIdInvalid extends HarnessError {
  readonly code = 'PARITY_SCENARIO_ID_INVALID';

  constructor(id: string) {
    super(`The scenario id ${JSON.stringify(id)} cannot be the name of a cassette.`, {
      hint: 'Use segments of letters, digits, ".", "_" and "-", separated by "/".',
    });
  }
}
