import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { ProviderUrls } from '../../traffic/api/provider-urls.ts';
import { openLlmNetwork, type PlaybackSummary, type Upstream } from '../../traffic/engine/llm-network.ts';
import type { Playback } from '../../traffic/engine/playback.ts';
import { type GatewayPlayback, openGateway } from '../../traffic/gateway/gateway.ts';
import { startStubUpstream } from '../../traffic/stub/stub-upstream.ts';
import type { JsonObject } from '../../values/json.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import type { Target } from '../api/target.ts';
import { readSecrets } from './project-firewall.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** The outgoing LLM traffic of one scenario, intercepted. */
export interface Traffic extends AsyncDisposable {
  /** What left the server, or undefined for a target whose doubles answer inside it. */
  readonly calls: readonly OutgoingCall[] | undefined;
  /** Where a server in another process sends its calls; undefined where calls are intercepted in this one. */
  readonly urls: ProviderUrls | undefined;
  /** Ends the cassette. Everything that makes it untrustworthy is in the faults. */
  finish(): Promise<readonly EvidenceFault[]>;
  witness(): JsonObject;
}

export interface TrafficOptions extends Omit<ScenarioRun, 'drive'> {
  readonly config: ParityConfig;
  readonly target: Target;
}

/** Takes hold of the traffic before anything of the server exists. */
export async function openTraffic(options: TrafficOptions): Promise<Traffic> {
  await using opened = new AsyncDisposableStack();
  const playback = await openPlayback(options, opened);
  const owned = opened.move();
  let summary: PlaybackSummary | undefined;
  return {
    calls: playback?.calls,
    urls: playback !== undefined && 'baseUrls' in playback ? playback.baseUrls : undefined,
    finish: async () => {
      summary = await playback?.eject();
      return summary?.faults ?? [];
    },
    witness: () => (summary === undefined ? {} : { llm: summarisePlayback(summary) }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** A scripted target gets no cassette, so a call that leaves is refused. */
async function openPlayback(
  options: TrafficOptions,
  opened: AsyncDisposableStack,
): Promise<Playback | GatewayPlayback | undefined> {
  const { config, settings, identity, target } = options;
  const { traffic } = target;
  const network = {
    mode: traffic === 'scripted' ? ('replay' as const) : settings.llm,
    cassettes: settings.cassettes,
    upstream: await chooseUpstream(options, opened),
    now: options.now,
    ...readSecrets(config, options.env),
    placeholders: config.placeholders?.(options.env),
  };
  if (traffic === 'gateway') {
    const gateway = opened.use(
      await openGateway({
        ...network,
        host: target.gatewayHost?.(settings.prepared),
        newToken: options.newToken,
      }),
    );
    return opened.use(await gateway.play(identity));
  }
  const intercepted = opened.use(await openLlmNetwork(network));
  return traffic === 'recorded' ? opened.use(await intercepted.play(identity)) : undefined;
}

async function chooseUpstream(
  { config, settings, given, target }: TrafficOptions,
  opened: AsyncDisposableStack,
): Promise<Upstream> {
  const isRecording = target.traffic !== 'scripted' && settings.llm.startsWith('record');
  if (isRecording && settings.upstream === 'echo') {
    return opened.use(await startStubUpstream({ replies: [] }));
  }
  const recordFromStub = settings.upstream === 'stand-in' || (config.recordFromStub?.(given) ?? false);
  if (!isRecording || !recordFromStub) {
    return { source: 'live' };
  }
  return opened.use(await startStubUpstream({ replies: config.stubReplies?.(given) ?? [] }));
}

function summarisePlayback({ replayed, recorded, unplayed, liveCalls, provenance }: PlaybackSummary): JsonObject {
  return {
    replayed,
    recorded,
    unplayed,
    live: liveCalls - recorded,
    source: provenance?.source ?? null,
    recordedAt: provenance?.recordedAt ?? null,
  };
}
