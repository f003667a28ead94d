import { pathToFileURL } from 'node:url';
import { HarnessError } from '../../base/harness-error.ts';
import { sortChannels } from '../../channels/channels.ts';
import { EVERYWHERE } from '../../values/formats/formats.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import { findConfigProblems } from './check-config.ts';

class ConfigInvalid extends HarnessError {
  readonly code = 'PARITY_CONFIG_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} cannot be used: ${problem}.`, { hint: 'It must default-export defineParity({ ... }).', cause });
  }
}

/** Loads a parity configuration from its absolute path. Throws ConfigInvalid. */
export async function loadConfig(path: string): Promise<ParityConfig> {
  const module = await importConfig(path);
  const problems = findConfigProblems(module.default);
  if (problems.length > 0) {
    throw new ConfigInvalid(path, problems.join('; '));
  }
  return withFormatRules(module.default as ParityConfig);
}

/** What the formats of a configuration say, as rules: those are kept in the evidence, and the verdict follows from it. */
function withFormatRules(config: ParityConfig): ParityConfig {
  const { formats = [], channels = [], rules } = config;
  if (formats.length === 0) {
    return config;
  }
  const everywhere = sortChannels(channels).map(({ name }) => ({
    channel: name,
    pointer: EVERYWHERE,
    as: { formats },
  }));
  return { ...config, rules: [...rules, ...everywhere] };
}

async function importConfig(path: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(path).href);
  } catch (error) {
    throw new ConfigInvalid(path, error instanceof Error ? error.message : String(error), error);
  }
}
