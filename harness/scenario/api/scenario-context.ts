import type { Client } from './client.ts';
import type { ChannelsObservation, StartObservation, StopObservation, TablesObservation } from './observations.ts';

/** What a scenario drives the system under test with. It cannot tell which target it runs on. */
export interface ScenarioContext {
  readonly client: Client;
  /** What became of starting the system. A scenario that expects a refusal states it here and sends nothing. */
  readonly start: StartObservation;
  /**
   * Tells the system to stop, as its operator would, and resolves when it knows. What is under way goes on. Telling it
   * again is allowed.
   *
   * @throws PARITY_SYSTEM_CANNOT_STOP on a target that has no such thing
   */
  stop(): Promise<Stopping>;
  /** Reads the rows of the database now, as a step. */
  tables(): Promise<TablesObservation>;
  /** Reads the channels that the configuration names now, as a step. */
  channels(): Promise<ChannelsObservation>;
}

/** A system that knows that it is to stop. */
export interface Stopping {
  /** Waits for its end, as a step. */
  ended(): Promise<StopObservation>;
}

export type Drive = (context: ScenarioContext) => Promise<void>;
