import { setTimeout as delay } from 'node:timers/promises';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { LlmCall, LlmOutcome } from '../../evidence/llm-call.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { withoutPlaceholders, withPlaceholders } from '../cassette/cassette-placeholders.ts';
import { InteractionIndex, type Match } from '../cassette/interaction-index.ts';
import { loadCassetteIfThere } from '../cassette/load-cassette.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import type { ReceivedResponse } from '../providers/provider.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import type { StreamEnd } from './body-stream.ts';
import { CallLog } from './call-log.ts';
import { type Exchange, outcomeOf, readExchange } from './exchange.ts';
import { FaultLog } from './fault-log.ts';
import { brokenFault, escapeFault, type FaultContext, gapFault, refusedFault, unplayedFault } from './faults.ts';
import type { IncomingRequest } from './incoming-request.ts';
import type { LlmNetworkOptions, PlayOptions } from './network-options.ts';
import type { Playback, PlaybackSummary, PlayedMatch } from './playback.ts';
import { type AskedResult, askUpstream } from './recording/ask-upstream.ts';
import { RecordingSession } from './recording/recording-session.ts';
import { upstreamUrl } from './recording/upstream.ts';
import { refusal } from './refusal.ts';
import { RecordedAnswer } from './replay/recorded-response.ts';
import { replayResponse, silence } from './replay/to-web-response.ts';

/** How long answers that are still open may take when the scenario has ended, in milliseconds. */
const GRACE_MS = 1000;

export interface PlaybackSettings extends LlmNetworkOptions, PlayOptions {
  readonly scenario: { readonly id: string; readonly title: string };
  readonly path: string;
  readonly firewall: SecretFirewall;
  /** Called once, when no further request is taken. */
  readonly onEnd: () => void;
}

/** Loads the cassette of a scenario and plays it. A cassette that is not valid answers nothing and is a fault. */
export async function openScenarioPlayback(settings: PlaybackSettings): Promise<ScenarioPlayback> {
  if (settings.mode === 'record-all' || settings.mode === 'live') {
    return new ScenarioPlayback(settings, null);
  }
  try {
    const stored = await loadCassetteIfThere(settings.path);
    const cassette = stored === null ? null : withoutPlaceholders(stored, settings.placeholders ?? {});
    const isAltered = cassette !== null && settings.mode === 'replay' && settings.tape !== undefined;
    return new ScenarioPlayback(settings, isAltered ? (settings.tape?.(cassette) ?? cassette) : cassette);
  } catch (error) {
    if (!(error instanceof CassetteInvalid)) {
      throw error;
    }
    return new ScenarioPlayback(settings, error);
  }
}

type Settle = (outcome: LlmOutcome) => void;

export class ScenarioPlayback implements Playback {
  readonly #settings: PlaybackSettings;
  readonly #cassette: Cassette | null;
  readonly #invalid: CassetteInvalid | null;
  readonly #context: FaultContext;
  readonly #calls = new CallLog();
  readonly #faults = new FaultLog();
  readonly #session = new RecordingSession();
  readonly #open = new Set<Promise<void>>();
  readonly #delivering = new Set<RecordedAnswer>();
  readonly #cut = new AbortController();
  readonly #matches: PlayedMatch[] = [];
  #liveCalls = 0;
  #ejection: Promise<PlaybackSummary> | null = null;

  constructor(settings: PlaybackSettings, cassette: Cassette | CassetteInvalid | null) {
    this.#settings = settings;
    this.#invalid = cassette instanceof CassetteInvalid ? cassette : null;
    this.#cassette = cassette instanceof CassetteInvalid ? null : cassette;
    this.#context = {
      mode: settings.mode,
      cassettes: settings.cassettes,
      scenarioId: settings.scenario.id,
      index: this.#cassette === null ? null : new InteractionIndex(this.#cassette.interactions),
      firewall: settings.firewall,
    };
    if (this.#invalid !== null) {
      this.#faults.add({ code: 'cassette_invalid', message: this.#invalid.message, hint: this.#invalid.hint });
    }
  }

  get calls(): readonly LlmCall[] {
    return this.#calls.calls;
  }

  get faults(): readonly EvidenceFault[] {
    return this.#faults.faults;
  }

  /** The answer to an intercepted request. Never rejects: what goes wrong is a fault. */
  async answer(request: IncomingRequest): Promise<Response> {
    const answer = await this.deliver(request);
    if (!(answer instanceof RecordedAnswer)) {
      return answer;
    }
    return answer.hasBegun ? replayResponse(answer, this.#cut.signal) : await silence(answer, request.signal);
  }

  /** {@link answer}, but a recorded answer as it is, for a carrier that takes pieces. It is cut off with the others. */
  async deliver(request: IncomingRequest): Promise<RecordedAnswer | Response> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (request.signal.aborted) {
        return Response.error();
      }
      const fault = brokenFault(request, error, this.#settings.firewall);
      this.#faults.add(fault);
      return refusal(fault.message, null);
    }
  }

  noteEscape(host: string): void {
    this.#faults.add(escapeFault(host));
  }

  async #answer(request: IncomingRequest): Promise<RecordedAnswer | Response> {
    const exchange = await readExchange(request);
    const settle = this.#calls.begin(exchange.call);
    const match = this.#context.index?.match(exchange) ?? null;
    if (match !== null) {
      return this.#replay(match, exchange, settle);
    }
    const mayAsk = this.#settings.mode !== 'replay' && this.#invalid === null && exchange.provider !== null;
    return mayAsk ? await this.#ask(exchange, settle) : await this.#refuse(exchange, settle);
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

  #replay({ interaction, reason }: Match, exchange: Exchange, settle: Settle): RecordedAnswer {
    const close = this.#opened();
    this.#matches.push({ interaction: interaction.id, reason });
    const answer = new RecordedAnswer(interaction, {
      pace: this.#settings.pace,
      time: this.#settings.time,
      onEnd: (end, received) => {
        this.#delivering.delete(answer);
        settle(this.#outcomeOf(exchange, end, received));
        close();
      },
    });
    this.#delivering.add(answer);
    return answer;
  }

  async #refuse(exchange: Exchange, settle: Settle): Promise<Response> {
    settle({ status: 'unrecorded' });
    if (this.#invalid !== null) {
      return refusal(this.#invalid.message, exchange.provider);
    }
    const fault = await refusedFault(exchange, this.#context);
    this.#faults.add(fault);
    return refusal(`${fault.message}\n${fault.hint}`, exchange.provider);
  }

  async #ask(exchange: Exchange, settle: Settle): Promise<Response> {
    const { upstream, now } = this.#settings;
    const close = this.#opened();
    const began = this.#session.tick();
    this.#liveCalls += 1;
    return await askUpstream(exchange, {
      url: upstreamUrl(upstream, new URL(exchange.url)),
      signal: this.#cut.signal,
      now,
      onEnd: (result) => {
        const outcome = this.#outcomeOf(exchange, result.end, result.received);
        settle(outcome);
        if (this.#settings.mode !== 'live') {
          this.#keep({ exchange, outcome, began, result });
        }
        close();
      },
    });
  }

  #keep(asked: {
    readonly exchange: Exchange;
    readonly outcome: LlmOutcome;
    readonly began: number;
    readonly result: AskedResult;
  }): void {
    const { exchange, outcome, began, result } = asked;
    const isAbandoned = outcome.status === 'aborted' && exchange.request.signal.aborted;
    const isWhole = outcome.status === 'answered' || outcome.status === 'refused';
    if (result.interaction === null || !(isWhole || isAbandoned)) {
      this.#session.noteGap();
      this.#faults.add(gapFault(exchange, outcome, this.#context));
      return;
    }
    const ended = this.#session.tick();
    const interaction = isAbandoned ? { ...result.interaction, end: 'abandoned' as const } : result.interaction;
    this.#session.add({ key: exchange.key, began, ended, interaction }, exchange);
  }

  /** An answer that the end of the scenario cuts off was still waited for. */
  #outcomeOf(exchange: Exchange, end: StreamEnd, received: ReceivedResponse | null): LlmOutcome {
    const outcome = outcomeOf(exchange, end, received);
    return outcome.status === 'aborted' && this.#cut.signal.aborted ? { status: 'open' } : outcome;
  }

  /** Notes an answer that is being given; the function says that it has ended. */
  #opened(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#open.add(promise);
    return () => {
      this.#open.delete(promise);
      resolve();
    };
  }

  async #close(graceMs: number): Promise<void> {
    this.#settings.onEnd();
    await Promise.race([Promise.all(this.#open), delay(graceMs, undefined, { ref: false })]);
    this.#cut.abort(new Error('The scenario has ended.'));
    for (const answer of this.#delivering) {
      answer.end({ kind: 'abandoned' });
    }
  }

  async #eject(): Promise<PlaybackSummary> {
    await this.#close(GRACE_MS);
    const unplayed = this.#context.index?.unplayed ?? [];
    if (this.#settings.mode === 'replay' && unplayed.length > 0) {
      this.#faults.add(unplayedFault(unplayed, this.#context));
    }
    const cassette = (await this.#save()) ?? this.#cassette;
    return {
      cassette: cassette === null ? null : this.#settings.path,
      provenance: cassette?.provenance ?? null,
      replayed: this.#matches.length,
      recorded: cassette === this.#cassette ? 0 : this.#session.recorded,
      unplayed: unplayed.length,
      liveCalls: this.#liveCalls,
      faults: this.faults,
      matches: [...this.#matches],
    };
  }

  async #save(): Promise<Cassette | null> {
    const { scenario, upstream, now, path, firewall, placeholders = {} } = this.#settings;
    const cassette = this.#session.cassette({ scenario, upstream, recordedAt: now(), existing: this.#cassette });
    if (cassette !== null) {
      await saveCassette(path, withPlaceholders(cassette, placeholders), { firewall });
    }
    return cassette;
  }
}
