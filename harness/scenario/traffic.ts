import type { EvidenceFault } from '../observe/evidence-fault.ts';
import type { JsonObject } from '../observe/json.ts';
import type { LlmCall } from '../observe/llm-call.ts';
import { startStandIn } from '../record/stand-in.ts';
import { openLlmNetwork, type PlaybackSummary, type Upstream } from '../replay/llm-network.ts';
import type { ParityConfig } from './parity-config.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** The outgoing LLM traffic of one scenario, intercepted. */
export interface Traffic extends AsyncDisposable {
  /** What left the server, or undefined for a target whose doubles answer inside it. */
  readonly calls: readonly LlmCall[] | undefined;
  /** Ends the cassette. Everything that makes it untrustworthy is in the faults. */
  finish(): Promise<readonly EvidenceFault[]>;
  witness(): JsonObject;
}

export interface TrafficOptions extends Omit<ScenarioRun, 'drive'> {
  readonly config: ParityConfig;
  readonly isRecorded: boolean;
}

/** Intercepts before anything of the server exists. A scripted target gets no cassette, so a call that leaves is refused. */
export async function openTraffic(options: TrafficOptions): Promise<Traffic> {
  const { config, settings, identity, isRecorded } = options;
  await using opened = new AsyncDisposableStack();
  const upstream = await chooseUpstream(options, opened);
  const network = opened.use(
    await openLlmNetwork({
      mode: isRecorded ? settings.llm : 'replay',
      cassettes: settings.cassettes,
      upstream,
      now: options.now,
      knownSecrets: config.knownSecrets?.(options.env) ?? [],
    }),
  );
  const playback = isRecorded ? opened.use(await network.play(identity)) : undefined;
  const owned = opened.move();
  let summary: PlaybackSummary | undefined;
  return {
    calls: playback?.calls,
    finish: async () => {
      summary = await playback?.eject();
      return summary?.faults ?? [];
    },
    witness: () => (summary === undefined ? {} : { llm: witnessOf(summary) }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function chooseUpstream(
  { config, settings, given, isRecorded }: TrafficOptions,
  opened: AsyncDisposableStack,
): Promise<Upstream> {
  const isRecording = isRecorded && settings.llm.startsWith('record');
  const needsStandIn = settings.upstream === 'stand-in' || (config.needsStandIn?.(given) ?? false);
  if (!isRecording || !needsStandIn) return { source: 'live' };
  return opened.use(await startStandIn({ replies: config.standIn?.(given) ?? [] }));
}

function witnessOf({ replayed, recorded, unplayed, liveCalls, provenance }: PlaybackSummary): JsonObject {
  return {
    replayed,
    recorded,
    unplayed,
    live: liveCalls - recorded,
    source: provenance?.source ?? null,
    recordedAt: provenance?.recordedAt ?? null,
  };
}
