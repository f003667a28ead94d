import type { Interaction } from './cassette.ts';

/**
 * What a recorded exchange becomes when something goes wrong, as one exchange or several in a row. null when it holds
 * nothing that can go wrong in this way. A fault changes nothing in place.
 */
export type TrafficFault = (interaction: Interaction) => readonly Interaction[] | null;
