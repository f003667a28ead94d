import type { JsonObject } from '../observe/json.ts';
import type { ScenarioIdentity } from '../observe/transcript.ts';
import type { Client } from './client.ts';
import type { BootObservation, TablesObservation } from './observations.ts';
import type { Environment } from './parity-config.ts';
import type { RunSettings } from './run-settings.ts';

/** What a scenario drives the system under test with. It cannot tell which target it runs on. */
export interface ScenarioContext {
  readonly client: Client;
  /** What became of starting the system. A scenario that expects a refusal states it here and sends nothing. */
  readonly boot: BootObservation;
  /** Reads the rows of the database now, as a step. */
  tables(): Promise<TablesObservation>;
}

export type Drive = (context: ScenarioContext) => Promise<void>;

/** One scenario on one target. */
export interface ScenarioRun {
  readonly identity: ScenarioIdentity;
  readonly settings: RunSettings;
  readonly given: JsonObject;
  readonly drive: Drive;
  readonly env: Environment;
  readonly now: () => Date;
  readonly newToken: () => string;
}
