import type { Cassette } from '../../cassette/cassette.ts';
import { hidePlaceholders } from '../../cassette/cassette-placeholders.ts';
import { saveCassette } from '../../cassette/save-cassette.ts';
import type { Exchange } from '../exchange.ts';
import type { OpenResponses } from '../open-responses.ts';
import type { PlaybackFaults } from '../playback-faults.ts';
import type { PlaybackSettings } from '../playback-options.ts';
import type { Settle } from '../traffic-log.ts';
import { type AskedResult, askUpstream } from './ask-upstream.ts';
import { RecordingSession } from './recording-session.ts';
import { toUpstreamUrl } from './upstream.ts';

/** Asks the upstream, keeps what it says, and writes the cassette. */
export class Recorder {
  readonly #settings: PlaybackSettings;
  readonly #open: OpenResponses;
  readonly #faults: PlaybackFaults;
  readonly #session = new RecordingSession();
  #asked = 0;

  constructor(settings: PlaybackSettings, open: OpenResponses, faults: PlaybackFaults) {
    this.#settings = settings;
    this.#open = open;
    this.#faults = faults;
  }

  /** How many requests were sent to the upstream. */
  get asked(): number {
    return this.#asked;
  }

  /** How many exchanges were kept. */
  get recorded(): number {
    return this.#session.recorded;
  }

  /** The response of the upstream, while it arrives. Never rejects. */
  async ask(exchange: Exchange, settle: Settle): Promise<Response> {
    const { upstream, now, mode } = this.#settings;
    const close = this.#open.begin();
    const began = this.#session.tick();
    this.#asked += 1;
    return await askUpstream(exchange, {
      url: toUpstreamUrl(upstream, new URL(exchange.url), exchange.provider),
      signal: this.#open.signal,
      now,
      onEnd: (result) => {
        const isCutOff = result.end.kind === 'abandoned' && this.#open.signal.aborted;
        const { status, ...outcome } = settle(isCutOff ? { kind: 'cut off' } : result.end, result.received);
        if (mode !== 'live') {
          this.#keep(exchange, { began, result, status, reason: 'reason' in outcome ? outcome.reason : status });
        }
        close();
      },
    });
  }

  #keep(
    exchange: Exchange,
    asked: { readonly began: number; readonly result: AskedResult; readonly status: string; readonly reason: string },
  ): void {
    const { began, result, status, reason } = asked;
    const isAbandoned = status === 'aborted' && exchange.request.signal.aborted;
    const isWhole = status === 'answered' || status === 'refused';
    if (result.interaction === null || !(isWhole || isAbandoned)) {
      this.#session.noteGap();
      this.#faults.addGap(exchange, reason);
      return;
    }
    const ended = this.#session.tick();
    const interaction = isAbandoned ? { ...result.interaction, end: 'abandoned' as const } : result.interaction;
    this.#session.add({ key: exchange.key, began, ended, interaction }, exchange);
  }

  /**
   * Writes what was kept after what was there. null, and nothing written, where nothing was kept or a response broke off.
   *
   * @throws {SecretInCassette} and then nothing is written
   */
  async save(existing: Cassette | null): Promise<Cassette | null> {
    const { scenario, upstream, now, path, firewall, placeholders = {} } = this.#settings;
    const cassette = this.#session.cassette({ scenario, upstream, recordedAt: now(), existing });
    if (cassette !== null) {
      await saveCassette(path, hidePlaceholders(cassette, placeholders), { firewall });
    }
    return cassette;
  }
}
