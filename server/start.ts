import { createApp } from './app.ts';
import { compose, type MockPorts, type Overrides } from './compose.ts';
import type { Config, MockConfig } from './config.ts';
import { AnalysisStreams } from './domain/analysis-streams.ts';
import { lostMasterKeys } from './domain/key-rotation.ts';
import type { Settings } from './http/route.ts';
import { unreadableRequest } from './http/unreadable-request.ts';
import { listen } from './listen.ts';
import type { Ports } from './ports/ports.ts';
import { VERSION } from './version.ts';

/**
 * A server that listens. Disposing drains what is in flight, stops accepting and releases the ports; doing so again waits
 * for the same end.
 */
export interface RunningServer<P extends Ports = Ports> extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string;
  readonly ports: P;
}

/**
 * Starts the server; one that starts only half stops itself. `overrides` replace composed ports.
 * @throws BootError when the database cannot be used or the address cannot be listened on
 */
export async function start(config: MockConfig, overrides?: Overrides): Promise<RunningServer<MockPorts>>;
export async function start(config: Config, overrides?: Overrides): Promise<RunningServer>;
export async function start(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
  await using started = new AsyncDisposableStack();
  const ports = started.use(await compose(config, overrides));
  const lost = await lostMasterKeys(ports);
  if (lost.length > 0) {
    ports.logger.log('warn', 'master_keys_lost', { versions: lost.join(', ') });
  }
  let isDraining = false;
  const streams = started.use(new AnalysisStreams({ clock: ports.clock, graceMs: config.streamGraceMs }));
  const instance = { startedAt: ports.clock.now(), isDraining: () => isDraining, streams };
  const app = createApp(ports, settingsOf(config, instance));
  const unreadable = unreadableRequest(ports.ids);
  const server = started.use(await listen(app, { ...config, unreadable }));
  ports.logger.log('info', 'listening', { url: server.url, mode: config.mode, version: VERSION });
  const owned = started.move();
  const stop = async (): Promise<void> => {
    isDraining = true;
    ports.logger.log('info', 'stopping');
    await owned.disposeAsync();
    ports.logger.log('info', 'stopped');
  };
  let stopping: Promise<void> | undefined;
  return {
    url: server.url,
    ports,
    [Symbol.asyncDispose]: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

export function settingsOf(config: Config, instance: Pick<Settings, 'startedAt' | 'isDraining' | 'streams'>): Settings {
  return {
    ...instance,
    mode: config.mode,
    version: VERSION,
    lifetimes: { access: config.accessTokenTtlSeconds, refresh: config.refreshTokenTtlSeconds },
    limits: {
      requests: { name: 'requests', limit: config.requestLimit, windowSeconds: 60 },
      signIns: { name: 'sign-ins', limit: config.signInLimit, windowSeconds: 60 },
      passwords: { name: 'passwords', limit: config.passwordLimit, windowSeconds: 300 },
    },
    metricsToken: config.metricsToken,
    trustedProxies: config.trustedProxies,
    analysisTimeoutMs: config.analysisTimeoutMs,
    llmMaxTokens: config.llmMaxTokens,
    streamHeartbeatMs: config.streamHeartbeatMs,
  };
}
