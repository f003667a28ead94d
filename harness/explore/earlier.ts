import { isJsonObject, type Json } from '../values/json.ts';

/** Stands for a value that an earlier response had under this name. */
export interface Earlier {
  readonly $earlier: string;
  readonly pick: number;
}

export function isEarlier(json: Json | undefined): json is Json & Earlier {
  return json !== undefined && isJsonObject(json) && typeof json['$earlier'] === 'string';
}
