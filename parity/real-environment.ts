import type { SetUpRequest } from 'ultra-parity';
import { givenEnvironment, parseGiven } from './given.ts';
import { liveKeys } from './live-keys.ts';
import { SHARED_ENV } from './shared-settings.ts';

/** Time zone and language, which a server must not care about, pass from the run to a server outside its process. */
export function pickAmbient({ env }: Pick<SetUpRequest, 'env'>): Record<string, string> {
  const named = ['TZ', 'LANG', 'LC_ALL'].map((name) => [name, env[name]] as const);
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The environment of a server in real mode, in this process or in one of its own. */
export function realEnvironment(
  { env, llm, given }: Pick<SetUpRequest, 'env' | 'llm' | 'given'>,
  databaseUrl: string,
): Record<string, string> {
  const circumstances = parseGiven(given);
  const missing = new Set(circumstances.keyless?.map((provider) => `${provider.toUpperCase()}_API_KEY`));
  const keys = Object.entries(liveKeys(env))
    .filter(([name]) => !missing.has(name))
    .map(([name, key]) => [name, key || `${name.toLowerCase()}-of-a-replayed-run`]);
  return {
    ...SHARED_ENV,
    ...givenEnvironment(circumstances),
    ...Object.fromEntries(keys),
    ULTRA_MODE: 'real',
    DATABASE_URL: databaseUrl,
    ...(llm === undefined
      ? {}
      : { OPENAI_BASE_URL: llm.openai, ANTHROPIC_BASE_URL: llm.anthropic, GOOGLE_BASE_URL: llm.google }),
  };
}
