import { findEnvironmentSecrets } from '../../traffic/secrets/environment-secrets.ts';
import { createFirewall, type FirewallOptions, type SecretFirewall } from '../../traffic/secrets/firewall.ts';
import type { Environment } from '../api/environment.ts';
import type { ParityConfig } from '../api/parity-config.ts';

type SecretConfig = Pick<ParityConfig, 'knownSecrets' | 'liveKeys' | 'harmless'>;

/** What a project knows of its secrets: the values of its configuration and of the environment, and what is harmless. */
export function readSecrets(config: SecretConfig, env: Environment): FirewallOptions {
  const keys = Object.values(config.liveKeys?.(env) ?? {}).filter((key) => key !== undefined);
  return {
    knownSecrets: [...(config.knownSecrets?.(env) ?? []), ...keys, ...findEnvironmentSecrets(env)],
    harmless: config.harmless,
  };
}

/** The firewall of a project. */
export function createProjectFirewall(config: SecretConfig, env: Environment): SecretFirewall {
  return createFirewall(readSecrets(config, env));
}
