import type { JsonObject } from '../observe/json.ts';
import type { BootOutcome, OwnChannels, StopOutcome, Tables } from '../observe/transcript.ts';
import type { StepExpectations } from './observer.ts';

export interface BootObservation {
  readonly outcome: BootOutcome['outcome'];
  /** States what starting the system must have shown on every target. */
  expect(expectation: JsonObject): BootObservation;
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

export function bootObservation(boot: BootOutcome, expectations: StepExpectations): BootObservation {
  const observation: BootObservation = {
    outcome: boot.outcome,
    expect: (expectation) => {
      expectations.add({ boot: expectation });
      return observation;
    },
  };
  return observation;
}

export function stopObservation(stop: StopOutcome, expectations: StepExpectations): StopObservation {
  const observation: StopObservation = {
    outcome: stop,
    expect: (expectation) => {
      expectations.add({ boot: expectation });
      return observation;
    },
  };
  return observation;
}

export function tablesObservation(tables: Tables, expectations: StepExpectations): TablesObservation {
  const observation: TablesObservation = {
    tables,
    expect: (expectation) => {
      expectations.add({ db: expectation });
      return observation;
    },
  };
  return observation;
}

export function channelsObservation(channels: OwnChannels, expectations: StepExpectations): ChannelsObservation {
  const observation: ChannelsObservation = {
    channels,
    expect: (expectation) => {
      expectations.add(expectation);
      return observation;
    },
  };
  return observation;
}
