import type { VolatilePlace } from '../../api/volatile-place.ts';
import type { Cassette, Interaction } from '../../cassette/cassette.ts';
import { InteractionIndex, type Match } from '../../cassette/interaction-index.ts';
import type { ReceivedResponse } from '../../providers/provider.ts';
import type { StreamEnd } from '../body-stream.ts';
import type { Exchange } from '../exchange.ts';
import type { OpenResponses } from '../open-responses.ts';
import type { PlayedMatch } from '../playback.ts';
import { RecordedResponse, type ReplayTiming } from './recorded-response.ts';

export interface ReplayerOptions extends ReplayTiming {
  readonly volatile?: readonly VolatilePlace[] | undefined;
}

/** Answers from a cassette. */
export class Replayer {
  /** null where there is no cassette. */
  readonly index: InteractionIndex | null;
  readonly #options: ReplayerOptions;
  readonly #open: OpenResponses;
  readonly #matches: PlayedMatch[] = [];

  constructor(cassette: Cassette | null, options: ReplayerOptions, open: OpenResponses) {
    this.index = cassette === null ? null : new InteractionIndex(cassette.interactions, options.volatile);
    this.#options = options;
    this.#open = open;
  }

  get matches(): readonly PlayedMatch[] {
    return this.#matches;
  }

  get unplayed(): readonly Interaction[] {
    return this.index?.unplayed ?? [];
  }

  match(exchange: Exchange): Match | null {
    return this.index?.match(exchange) ?? null;
  }

  /** @param onEnd called once, before the receiver sees the end */
  respond(
    { interaction, reason }: Match,
    onEnd: (end: StreamEnd, received: ReceivedResponse | null) => void,
  ): RecordedResponse {
    const close = this.#open.begin();
    this.#matches.push({ interaction: interaction.id, reason });
    const response = new RecordedResponse(interaction, {
      pace: this.#options.pace,
      time: this.#options.time,
      onEnd: (end, received) => {
        untrack();
        onEnd(end, received);
        close();
      },
    });
    const untrack = this.#open.track(response);
    return response;
  }
}
