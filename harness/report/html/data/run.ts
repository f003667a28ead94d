import type { Rule } from '../../../evidence/rule.ts';
import type { JsonObject } from '../../../values/json.ts';
import type { ReportInput } from '../../content/report-input.ts';
import { getReproducePrefix } from '../../content/reproduce-command.ts';
import { describeRule } from './describe-rule.ts';

export interface RunData {
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly command: string;
  /** With the id of a scenario behind it, the command that shows that scenario again. */
  readonly reproduce: string;
  readonly reference: string;
  /** What was checked out; null where it is unknown. */
  readonly commit: string | null;
  readonly environment: JsonObject;
  readonly rules: readonly RuleData[];
}

interface RuleData extends Pick<Rule, 'channel' | 'pointer'> {
  /** What the value must still be. */
  readonly meaning: string;
}

export function summariseRun({ evidence: { manifest } }: ReportInput): RunData {
  const { runId, startedAt, durationMs, command, reference, environment } = manifest;
  return {
    runId,
    startedAt,
    durationMs,
    command,
    reproduce: getReproducePrefix(command),
    reference,
    commit: manifest.source?.commit ?? null,
    environment,
    rules: manifest.rules.map(({ channel, pointer, as }) => ({ channel, pointer, meaning: describeRule(as) })),
  };
}
