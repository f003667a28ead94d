import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import { createProjectFirewall } from '../../scenario/engine/project-firewall.ts';
import type { SecretFirewall } from '../../traffic/secrets/firewall.ts';
import type { CommandContext } from './command-context.ts';

/** The firewall of the project in the working directory; without a configuration, that of the environment alone. */
export async function loadFirewall({ cwd, env }: CommandContext): Promise<SecretFirewall> {
  const path = resolve(cwd, 'parity.config.ts');
  return createProjectFirewall(existsSync(path) ? await loadConfig(path) : {}, env);
}
