import { UUID_SOURCE } from '../values/formats/uuid.ts';

const IDENTIFIER = new RegExp(`/${UUID_SOURCE}(?=[/?]|$)`, 'gi');

/** A value in a query that is too long to have been written by hand, such as a cursor. */
const LONG_VALUE = /=[\w.~-]{24,}/g;

/** A path with its identifiers taken out, so that it reads the same in every run: `/api/analyses/:id`. */
export function removeIdentifiers(path: string): string {
  return path.replaceAll(IDENTIFIER, '/:id').replaceAll(LONG_VALUE, '=:value');
}
