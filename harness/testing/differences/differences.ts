import { BODIES } from './bodies.ts';
import { EVENT_STREAMS } from './event-streams.ts';
import { FORMATS } from './formats.ts';
import { HEADER_FIELDS } from './header-fields.ts';
import { INSIDE } from './inside.ts';
import { JSON_STRUCTURE } from './json-structure.ts';
import { NUMBERS } from './numbers.ts';
import { OUTGOING } from './outgoing.ts';
import type { Pair } from './pair.ts';
import { SET_COOKIES } from './set-cookies.ts';
import { STATUSES } from './statuses.ts';
import { TRANSPORT } from './transport.ts';

/** Every pair of targets of which it is known what a comparison must say. */
export const PAIRS: readonly Pair[] = [
  ...NUMBERS,
  ...JSON_STRUCTURE,
  ...BODIES,
  ...STATUSES,
  ...HEADER_FIELDS,
  ...SET_COOKIES,
  ...EVENT_STREAMS,
  ...FORMATS,
  ...INSIDE,
  ...OUTGOING,
  ...TRANSPORT,
];
