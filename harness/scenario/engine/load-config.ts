import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../../base/harness-error.ts';
import { sortChannels } from '../../channels/channels.ts';
import { EVERYWHERE } from '../../values/formats/formats.ts';
import type { ParityConfig } from '../api/parity-config.ts';
import { describeUserError } from './call-site.ts';
import { findConfigProblems } from './check-config.ts';

class ConfigInvalid extends HarnessError {
  readonly code = 'PARITY_CONFIG_INVALID';
}

const EXPORT_HINT = 'It must default-export defineParity({ ... }).';

/** The endings under which a configuration is found where `parity.config.ts` is not there. */
const ENDINGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/**
 * Loads a parity configuration from its absolute path, or from the file beside it that has another ending of a module. Throws
 * ConfigInvalid.
 */
export async function loadConfig(path: string): Promise<ParityConfig> {
  const file = findConfigFile(path);
  const module = await importConfig(file);
  const problems = findConfigProblems(module.default);
  if (problems.length > 0) {
    throw new ConfigInvalid(`${file} cannot be used: ${problems.join('; ')}.`, { hint: EXPORT_HINT });
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

function findConfigFile(path: string): string {
  const [name = ''] = basename(path).split(/\.[cm]?[jt]s$/);
  const candidates = [path, ...ENDINGS.map((ending) => join(dirname(path), `${name}.${ending}`))];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new ConfigInvalid(`There is no configuration ${path}.`, {
      hint: 'npx parity init writes one; --config FILE names another.',
    });
  }
  return found;
}

async function importConfig(path: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(path).href);
  } catch (error) {
    const problem = describeUserError(error, dirname(path));
    const hint = /outside a module|Unexpected token 'export'/.test(problem)
      ? 'It is loaded as CommonJS: set "type": "module" in package.json, or name it parity.config.mts.'
      : EXPORT_HINT;
    throw new ConfigInvalid(`${path} cannot be loaded: ${problem}.`, { hint, cause: error });
  }
}
