import type { Transcript } from '../../evidence/transcript.ts';
import { findUnmetExpectations } from '../../judge/unmet-expectations.ts';

/** The name of the error, which is all that reaches another process. */
export const SCENARIO_FAILED = 'ScenarioFailed';

/** What a scenario run by itself has to say: an expectation was not met, or the observation cannot be trusted. */
export class ScenarioFailed extends Error {
  constructor(findings: readonly string[]) {
    super(findings.join('\n'));
    this.name = SCENARIO_FAILED;
  }

  static from(transcript: Transcript): ScenarioFailed | undefined {
    const findings = [
      ...findUnmetExpectations(transcript).map(
        ({ step, channel, pointer, left, right }) =>
          `${step}: ${channel} ${pointer || '/'} is ${JSON.stringify(right)}, expected ${JSON.stringify(left)}`,
      ),
      ...transcript.faults.map(({ message, hint }) => `${message}\n${hint}`),
    ];
    return findings.length === 0 ? undefined : new ScenarioFailed(findings);
  }
}
