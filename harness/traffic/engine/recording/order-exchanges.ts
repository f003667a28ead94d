import type { Interaction } from '../../cassette/cassette.ts';

export interface RecordedExchange {
  readonly key: string;
  /** Positions among all beginnings and ends of the playback, which tell what ran at the same time. */
  readonly began: number;
  readonly ended: number;
  readonly interaction: Omit<Interaction, 'id'>;
}

/**
 * The interactions of a recording in a stable order: as they began, and those that ran at the same time by request, since
 * their order is chance. Equal requests keep their order.
 */
export function orderExchanges(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  return groupWaves(exchanges).flatMap((wave) =>
    wave.toSorted((a, b) => (a.key === b.key ? 0 : toSortText(a) < toSortText(b) ? -1 : 1)),
  );
}

function toSortText({ interaction, key }: RecordedExchange): string {
  return `${interaction.request.url} ${key}`;
}

function groupWaves(exchanges: readonly RecordedExchange[]): readonly (readonly RecordedExchange[])[] {
  const waves: RecordedExchange[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const exchange of exchanges.toSorted((a, b) => a.began - b.began)) {
    const wave = waves.at(-1);
    if (wave !== undefined && exchange.began < end) {
      wave.push(exchange);
    } else {
      waves.push([exchange]);
    }
    end = Math.max(end, exchange.ended);
  }
  return waves;
}
