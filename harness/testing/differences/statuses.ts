import { definePairs, type Pair } from './pair.ts';
import { status } from './respond.ts';

const CODES: readonly (readonly [number, number])[] = [
  [200, 201],
  [200, 202],
  [200, 204],
  [200, 206],
  [201, 409],
  [301, 302],
  [302, 303],
  [307, 308],
  [400, 422],
  [401, 403],
  [403, 404],
  [404, 405],
  [404, 410],
  [409, 412],
  [413, 414],
  [429, 503],
  [500, 502],
  [502, 504],
  [200, 500],
  [299, 200],
];

export const STATUSES: readonly Pair[] = definePairs(
  'a status',
  { channel: 'http', pointer: '/response/status', kind: 'status' },
  CODES.map(([left, right]) => [`${left} and ${right}`, status(left), status(right)]),
);
