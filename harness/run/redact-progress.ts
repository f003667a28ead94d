import type { SecretFirewall } from '../traffic/secrets/firewall.ts';
import type { Progress } from './progress.ts';

/** The progress without secrets: titles and the output of the system under test hold what their authors wrote. */
export function redactProgress(progress: Progress, firewall: SecretFirewall): Progress {
  return {
    ...progress,
    note: (line) => progress.note(firewall.redact(line)),
    output: (text) => progress.output(firewall.redact(text)),
    started: (scenario) => progress.started({ ...scenario, title: firewall.redact(scenario.title) }),
    scenario: (scenario) => progress.scenario({ ...scenario, title: firewall.redact(scenario.title) }),
  };
}
