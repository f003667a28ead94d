import { createApp } from '../app.ts';
import { compose } from '../compose.ts';
import { type CommonConfig, type Config, parseConfig } from '../config.ts';
import { AnalysisStreams } from '../domain/analysis-streams.ts';
import { settingsOf } from '../start.ts';
import { freshDatabase } from './fresh-database.ts';
import { MOCK_CONFIG, type TestApp } from './mock-server.ts';
import { REAL_ENV } from './real-env.ts';

/** The application in real mode on a database of its own. Its providers are doubles: what they say is not what is tested. */
export async function realApp(adminUrl: string, changes: Partial<CommonConfig> = {}): Promise<TestApp> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await freshDatabase(adminUrl));
  const { llm, llmWithKey } = opened.use(await compose(MOCK_CONFIG));
  const parsed = parseConfig({ ...REAL_ENV, DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const config: Config = { ...parsed, passwordCost: MOCK_CONFIG.passwordCost, ...changes };
  const ports = opened.use(await compose(config, { llm, llmWithKey }));
  const streams = opened.use(new AnalysisStreams({ clock: ports.clock, graceMs: config.streamGraceMs }));
  const instance = { startedAt: ports.clock.now(), isDraining: () => false, streams };
  const owned = opened.move();
  return { app: createApp(ports, settingsOf(config, instance)), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
