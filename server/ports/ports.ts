import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Ids } from './ids.ts';
import type { KeyVault } from './key-vault.ts';
import type { LlmProvider, MonitoredProvider, ProviderName } from './llm-provider.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { TokenService } from './token-service.ts';

export type LlmProviders = Readonly<Record<ProviderName, MonitoredProvider>>;

/** Everything the application needs from outside. Disposing releases what composition opened. */
export interface Ports extends AsyncDisposable {
  readonly database: Database;
  readonly llm: LlmProviders;
  /** A provider that is asked with a user's own key. */
  readonly llmWithKey: (provider: ProviderName, apiKey: string) => LlmProvider;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: TokenService;
  readonly passwords: PasswordHasher;
  readonly logger: Logger;
  readonly vault: KeyVault;
  readonly metrics: Metrics;
}
