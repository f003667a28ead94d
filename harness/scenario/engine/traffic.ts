import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { ProviderUrls } from '../../traffic/api/provider-urls.ts';
import type { Cassette } from '../../traffic/cassette/cassette.ts';
import { type LlmNetwork, openLlmNetwork } from '../../traffic/engine/llm-network.ts';
import type { Playback, PlaybackSummary } from '../../traffic/engine/playback.ts';
import type { Upstream } from '../../traffic/engine/recording/upstream.ts';
import { injectFaults } from '../../traffic/engine/replay/traffic-faults.ts';
import { type GatewayPlayback, openGateway } from '../../traffic/gateway/gateway.ts';
import { startStubUpstream } from '../../traffic/stub/stub-upstream.ts';
import type { JsonObject } from '../../values/json.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import type { Target } from '../api/target.ts';
import { readSecrets } from './project-firewall.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** The outgoing traffic of one scenario, intercepted. */
export interface Traffic extends AsyncDisposable {
  /** What left the server, or undefined for a target whose doubles answer inside it. */
  readonly calls: readonly OutgoingCall[] | undefined;
  readonly outgoing: readonly OutgoingRequest[] | undefined;
  /** Where a server in another process sends its calls; undefined where calls are intercepted in this one. */
  readonly urls: ProviderUrls | undefined;
  /** The same for what the configuration lists in `upstreams`, by origin. */
  readonly upstreamUrls: Readonly<Record<string, string>>;
  /** From now on, what this process sends to another server of this machine is refused unless it is listed. */
  guardLoopback(systemUrl: string): void;
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
  const { playback, gateway, network } = await openPlayback(options, opened);
  const owned = opened.move();
  let summary: PlaybackSummary | undefined;
  return {
    calls: playback?.calls,
    outgoing: playback?.outgoing,
    urls: gateway?.baseUrls,
    upstreamUrls: gateway?.upstreamUrls ?? {},
    guardLoopback: (systemUrl) => network?.guardLoopback(systemUrl),
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
): Promise<{
  readonly playback?: Playback;
  /** The same playback, where a server in another process sends its traffic. */
  readonly gateway?: GatewayPlayback;
  /** Where a cassette plays in this process. */
  readonly network?: LlmNetwork;
}> {
  const { config, settings, identity, target } = options;
  const { traffic } = target;
  const faults = config.trafficFaults?.(options.given) ?? [];
  const isFaulty = faults.length > 0;
  const playing = isFaulty ? { alter: (cassette: Cassette) => injectFaults(cassette, faults) } : {};
  const common = {
    mode: traffic === 'scripted' ? ('replay' as const) : settings.llm,
    cassettes: settings.cassettes,
    upstream: await chooseUpstream(options, opened),
    now: options.now,
    ...readSecrets(config, options.env),
    placeholders: config.placeholders?.(options.env),
    upstreams: config.upstreams,
    volatile: config.volatile,
    pace: isFaulty ? ('recorded' as const) : undefined,
  };
  if (traffic === 'gateway') {
    const gateway = opened.use(
      await openGateway({
        ...common,
        host: target.gatewayHost?.(settings.prepared),
        newToken: options.newToken,
      }),
    );
    const playback = opened.use(await gateway.play(identity, playing));
    return { playback, gateway: playback };
  }
  const network = opened.use(await openLlmNetwork(common));
  return traffic === 'recorded' ? { playback: opened.use(await network.play(identity, playing)), network } : {};
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
