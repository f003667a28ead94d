import type { OwnChannels, StartOutcome, StopOutcome, Tables } from '../../evidence/step.ts';
import type { JsonObject } from '../../values/json.ts';

export interface StartObservation {
  readonly outcome: StartOutcome['outcome'];
  /** States what starting the system must have shown on every target. */
  expect(expectation: JsonObject): StartObservation;
}

export interface StopObservation {
  readonly outcome: StopOutcome;
  /** States how the system must have ended on every target. */
  expect(expectation: JsonObject): StopObservation;
}

export interface TablesObservation {
  readonly tables: Tables;
  /** States the rows that must be there: tables by name, each a list of partial rows. */
  expect(expectation: JsonObject): TablesObservation;
}

export interface ChannelsObservation {
  readonly channels: OwnChannels;
  /** States what the project's own channels must show, by name. */
  expect(expectation: JsonObject): ChannelsObservation;
}
