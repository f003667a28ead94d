import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/**
 * What the scenarios of one target witnessed, taken together: numbers are added up, other values are listed once each,
 * or stand alone when all agree.
 */
export function sumWitnesses(witnesses: readonly JsonObject[]): JsonObject {
  const keys = new Set(witnesses.flatMap((witness) => Object.keys(witness)));
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      combine(witnesses.flatMap((witness) => (witness[key] === undefined ? [] : [witness[key]]))),
    ]),
  );
}

function combine(values: readonly Json[]): Json {
  if (values.every((value) => typeof value === 'number')) {
    return values.reduce((sum, value) => sum + value, 0);
  }
  if (values.every((value) => isJsonObject(value))) {
    return sumWitnesses(values);
  }

  const distinct = [
    ...new Map(
      values
        .flat()
        .filter((value) => value !== null)
        .map((value) => [JSON.stringify(value), value]),
    ).values(),
  ];
  return distinct.length <= 1 ? (distinct[0] ?? null) : distinct.toSorted();
}
