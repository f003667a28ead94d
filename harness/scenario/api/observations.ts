import type { OwnChannels, StartOutcome, StopOutcome, Tables } from '../../evidence/step.ts';
import type { JsonObject } from '../../values/json.ts';
import type { StepExpectations } from '../engine/observer.ts';

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

export function startObservation({ outcome }: StartOutcome, expectations: StepExpectations): StartObservation {
  return stating({ outcome }, (start) => expectations.add({ start }));
}

export function stopObservation(outcome: StopOutcome, expectations: StepExpectations): StopObservation {
  return stating({ outcome }, (start) => expectations.add({ start }));
}

export function tablesObservation(tables: Tables, expectations: StepExpectations): TablesObservation {
  return stating({ tables }, (db) => expectations.add({ db }));
}

export function channelsObservation(channels: OwnChannels, expectations: StepExpectations): ChannelsObservation {
  return stating({ channels }, (own) => expectations.add(own));
}

type Stating<T> = T & { expect(expectation: JsonObject): Stating<T> };

function stating<T extends object>(seen: T, state: (expectation: JsonObject) => void): Stating<T> {
  const observation: Stating<T> = {
    ...seen,
    expect: (expectation) => {
      state(expectation);
      return observation;
    },
  };
  return observation;
}
