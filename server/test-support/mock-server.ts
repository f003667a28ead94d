import type { Express } from 'express';
import { createApp } from '../app.ts';
import { compose, type MockPorts, type Overrides } from '../compose.ts';
import { COMMON_DEFAULTS, type MockConfig } from '../config.ts';
import { AnalysisStreams } from '../domain/analysis-streams.ts';
import { settingsOf } from '../start.ts';

/** Cheap hashes and no log: fit for tests alone. */
export const MOCK_CONFIG: MockConfig = {
  ...COMMON_DEFAULTS,
  mode: 'mock',
  port: 0,
  seed: 'test',
  passwordCost: 4,
  logLevel: 'silent',
};

/** An application under test, without a socket. */
export interface TestApp extends AsyncDisposable {
  readonly app: Express;
}

export interface MockApp extends TestApp {
  readonly ports: MockPorts;
}

/** The application in mock mode, as `start` builds it, without a socket. */
export async function mockApp(changes: Partial<MockConfig> = {}, overrides: Overrides = {}): Promise<MockApp> {
  const config = { ...MOCK_CONFIG, ...changes };
  const ports = await compose(config, overrides);
  const streams = new AnalysisStreams({ clock: ports.clock, graceMs: config.streamGraceMs });
  const instance = { startedAt: ports.clock.now(), isDraining: () => false, streams };
  const app = createApp(ports, settingsOf(config, instance));
  return {
    app,
    ports,
    [Symbol.asyncDispose]: async () => {
      await streams[Symbol.asyncDispose]();
      await ports[Symbol.asyncDispose]();
    },
  };
}
