import { CASSETTE_SCHEMA, type Cassette } from '../../cassette/cassette.ts';
import { numberInteractions } from '../../cassette/number-interactions.ts';
import { RECORDER } from '../../cassette/recorder-name.ts';
import { identifyClient } from './identify-client.ts';
import { orderExchanges, type RecordedExchange } from './order-exchanges.ts';
import type { Upstream } from './upstream.ts';

/** What one playback records. */
export class RecordingSession {
  readonly #exchanges: RecordedExchange[] = [];
  readonly #origins = new Set<string>();
  readonly #sdk = new Map<string, string>();
  #events = 0;
  #hasGaps = false;

  /** Call it when an exchange begins and when it ends: the numbers tell what ran at the same time. */
  tick(): number {
    this.#events += 1;
    return this.#events;
  }

  add(exchange: RecordedExchange, request: { readonly url: string; readonly headers: Headers }): void {
    this.#exchanges.push(exchange);
    this.#origins.add(new URL(request.url).origin);
    const sdk = identifyClient(request.headers);
    if (sdk !== null) {
      this.#sdk.set(sdk.name, sdk.version);
    }
  }

  /** An exchange could not be recorded, so a cassette without it would be a lie. */
  noteGap(): void {
    this.#hasGaps = true;
  }

  get recorded(): number {
    return this.#exchanges.length;
  }

  /** What to save: nothing when nothing was recorded, or not everything. `existing` interactions stay in front. */
  cassette(options: {
    readonly scenario: Cassette['scenario'];
    readonly upstream: Upstream;
    readonly recordedAt: Date;
    readonly existing: Cassette | null;
  }): Cassette | null {
    if (this.#hasGaps || this.#exchanges.length === 0) {
      return null;
    }
    const { scenario, upstream, recordedAt, existing } = options;
    const added = orderExchanges(this.#exchanges).map(({ interaction }) => interaction);
    const answeredBy = upstream.source === 'live' ? this.#origins : [upstream.name];
    return {
      schema: CASSETTE_SCHEMA,
      scenario: { id: scenario.id, title: scenario.title },
      provenance: {
        recordedAt: recordedAt.toISOString(),
        source: existing === null ? upstream.source : chooseWeakerSource(existing.provenance.source, upstream.source),
        upstream: [...new Set([...listUpstreams(existing), ...answeredBy])].sort().join(', '),
        recorder: RECORDER,
        sdk: Object.fromEntries([...Object.entries(existing?.provenance.sdk ?? {}), ...this.#sdk].sort()),
      },
      interactions: numberInteractions([...(existing?.interactions ?? []), ...added]),
    };
  }
}

function listUpstreams(cassette: Cassette | null): readonly string[] {
  return cassette?.provenance.upstream.split(', ') ?? [];
}

/** A cassette is worth as much as the weakest of what it holds: one answer by a stand-in makes it a stand-in's. */
function chooseWeakerSource(before: string, added: string): string {
  return before === 'live' ? added : before;
}
