import type { ScenarioIdentity } from '../../evidence/transcript.ts';
import type { JsonObject } from '../../values/json.ts';
import type { Environment } from '../api/environment.ts';
import type { Drive } from '../api/scenario-context.ts';
import type { RunSettings } from './run-settings.ts';

/** One scenario on one target. */
export interface ScenarioRun {
  readonly identity: ScenarioIdentity;
  readonly settings: RunSettings;
  readonly given: JsonObject;
  readonly drive: Drive;
  /** `file:line` of its declaration, where that is known. */
  readonly declaredAt?: string | undefined;
  readonly env: Environment;
  readonly now: () => Date;
  readonly newToken: () => string;
}
