import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { revealPlaceholders } from '../cassette/cassette-placeholders.ts';
import { loadCassetteIfThere } from '../cassette/load-cassette.ts';
import { Destinations } from './destinations.ts';
import { type Exchange, readExchange } from './exchange.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { OpenResponses } from './open-responses.ts';
import type { Playback, PlaybackSummary } from './playback.ts';
import { PlaybackFaults } from './playback-faults.ts';
import type { PlaybackSettings } from './playback-options.ts';
import { Recorder } from './recording/recorder.ts';
import { refuse } from './refusal.ts';
import { RecordedResponse } from './replay/recorded-response.ts';
import { Replayer } from './replay/replayer.ts';
import { stayAsSilent, toWebResponse } from './replay/to-web-response.ts';
import { type Settle, TrafficLog } from './traffic-log.ts';

/** How long responses that are still open may take when the scenario has ended, in milliseconds. */
const GRACE_MS = 1000;

/** Loads the cassette of a scenario and plays it. A cassette that is not valid answers nothing and is a fault. */
export async function openScenarioPlayback(settings: PlaybackSettings): Promise<ScenarioPlayback> {
  if (settings.mode === 'record-all' || settings.mode === 'live') {
    return new ScenarioPlayback(settings, null);
  }
  try {
    return new ScenarioPlayback(settings, await load(settings));
  } catch (error) {
    if (!(error instanceof CassetteInvalid)) {
      throw error;
    }
    return new ScenarioPlayback(settings, error);
  }
}

async function load({ path, placeholders = {}, mode, alter }: PlaybackSettings): Promise<Cassette | null> {
  const stored = await loadCassetteIfThere(path);
  if (stored === null) {
    return null;
  }
  const cassette = revealPlaceholders(stored, placeholders);
  return mode === 'replay' && alter !== undefined ? alter(cassette) : cassette;
}

/** Decides of each request whether the cassette answers it, the upstream does, or it is refused. */
export class ScenarioPlayback implements Playback {
  readonly #settings: PlaybackSettings;
  readonly #cassette: Cassette | null;
  readonly #invalid: CassetteInvalid | null;
  readonly #destinations: Destinations;
  readonly #log = new TrafficLog();
  readonly #open = new OpenResponses();
  readonly #faults: PlaybackFaults;
  readonly #replayer: Replayer;
  readonly #recorder: Recorder;
  #ejection: Promise<PlaybackSummary> | null = null;

  constructor(settings: PlaybackSettings, cassette: Cassette | CassetteInvalid | null) {
    const { mode, cassettes, scenario, firewall } = settings;
    this.#settings = settings;
    this.#invalid = cassette instanceof CassetteInvalid ? cassette : null;
    this.#cassette = cassette instanceof CassetteInvalid ? null : cassette;
    this.#destinations = new Destinations(settings.upstreams);
    this.#replayer = new Replayer(this.#cassette, settings, this.#open);
    const { index } = this.#replayer;
    this.#faults = new PlaybackFaults({ mode, cassettes, scenarioId: scenario.id, index, firewall });
    this.#recorder = new Recorder(settings, this.#open, this.#faults);
    if (this.#invalid !== null) {
      this.#faults.add({ code: 'cassette_invalid', message: this.#invalid.message, hint: this.#invalid.hint });
    }
  }

  get calls(): readonly OutgoingCall[] {
    return this.#log.calls;
  }

  get outgoing(): readonly OutgoingRequest[] {
    return this.#log.outgoing;
  }

  get faults(): readonly EvidenceFault[] {
    return this.#faults.all;
  }

  /** The response to an intercepted request. Never rejects: what goes wrong is a fault. */
  async respond(request: IncomingRequest): Promise<Response> {
    const response = await this.deliver(request);
    if (!(response instanceof RecordedResponse)) {
      return response;
    }
    return response.hasBegun
      ? toWebResponse(response, this.#open.signal)
      : await stayAsSilent(response, request.signal);
  }

  /** {@link respond}, but a recorded response as it is, for a carrier that takes pieces. It is cut off with the others. */
  async deliver(request: IncomingRequest): Promise<RecordedResponse | Response> {
    try {
      return await this.#deliver(request);
    } catch (error) {
      if (request.signal.aborted) {
        return Response.error();
      }
      return refuse(this.#faults.addBroken(request, error).message, null);
    }
  }

  async #deliver(request: IncomingRequest): Promise<RecordedResponse | Response> {
    const exchange = await readExchange(request, this.#destinations);
    const settle = this.#log.begin(exchange);
    const match = this.#replayer.match(exchange);
    if (match !== null) {
      return this.#replayer.respond(match, (end, received) => {
        const isCutOff = end.kind === 'abandoned' && this.#open.signal.aborted;
        settle(isCutOff ? { kind: 'cut off' } : end, received);
      });
    }
    const mayAsk = this.#settings.mode !== 'replay' && this.#invalid === null && exchange.destination !== null;
    return mayAsk ? await this.#ask(exchange, settle) : await this.#refuse(exchange, settle);
  }

  async #ask(exchange: Exchange, settle: Settle): Promise<Response> {
    if (exchange.provider === null && this.#settings.upstream.source !== 'live') {
      settle({ kind: 'unrecorded' }, null);
      return refuse(this.#faults.addWithoutStub(exchange).message, null);
    }
    return await this.#recorder.ask(exchange, settle);
  }

  async #refuse(exchange: Exchange, settle: Settle): Promise<Response> {
    settle({ kind: 'unrecorded' }, null);
    if (this.#invalid !== null) {
      return refuse(this.#invalid.message, exchange.provider);
    }
    const fault = await this.#faults.addRefused(exchange);
    return refuse(`${fault.message}\n${fault.hint}`, exchange.provider);
  }

  /** Whether requests to this URL go to the network, unseen. */
  isAllowed(url: URL): boolean {
    return this.#destinations.find(url)?.kind === 'allowed';
  }

  /** Whether requests to this URL are recorded and replayed. */
  isListed(url: URL): boolean {
    return this.#destinations.find(url) !== null;
  }

  /** @param what a connection that cannot be intercepted, such as `a WebSocket to wss://api.test/` */
  noteEscape(what: string): string {
    const { message, hint } = this.#faults.addEscape(what);
    return `${message} ${hint}`;
  }

  /** A request that went to the network although its host is on no list. */
  noteUnlisted(request: { readonly method: string; readonly url: string }): void {
    this.#faults.addUnlisted(request);
  }

  eject(): Promise<PlaybackSummary> {
    this.#ejection ??= this.#eject();
    return this.#ejection;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ejection === null) {
      await this.#close(0);
    }
  }

  async #close(graceMs: number): Promise<void> {
    this.#settings.onEnd();
    await this.#open.close(graceMs);
  }

  async #eject(): Promise<PlaybackSummary> {
    await this.#close(GRACE_MS);
    const { unplayed, matches } = this.#replayer;
    if (this.#settings.mode === 'replay' && unplayed.length > 0) {
      this.#faults.addUnplayed(unplayed);
    }
    const saved = await this.#recorder.save(this.#cassette);
    const cassette = saved ?? this.#cassette;
    return {
      cassette: cassette === null ? null : this.#settings.path,
      provenance: cassette?.provenance ?? null,
      replayed: matches.length,
      recorded: saved === null ? 0 : this.#recorder.recorded,
      unplayed: unplayed.length,
      liveCalls: this.#recorder.asked,
      faults: this.faults,
      matches: [...matches],
    };
  }
}
