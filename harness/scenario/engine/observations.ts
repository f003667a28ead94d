import type { OwnChannels, StartOutcome, StopOutcome, Tables } from '../../evidence/step.ts';
import type { JsonObject } from '../../values/json.ts';
import type { ChannelsObservation, StartObservation, StopObservation, TablesObservation } from '../api/observations.ts';
import type { StepExpectations } from './observer.ts';

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
