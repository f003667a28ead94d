import type { ArrangeRequest } from '#harness/scenario/target.ts';
import { liveKeys } from './live-keys.ts';
import { SHARED_ENV } from './shared-settings.ts';

/** The environment of a server in real mode, in this process or in one of its own. */
export function realEnvironment({ env, llm }: ArrangeRequest, databaseUrl: string): Record<string, string> {
  const keys = Object.entries(liveKeys(env)).map(([name, key]) => [
    name,
    key || `${name.toLowerCase()}-of-a-replayed-run`,
  ]);
  return {
    ...SHARED_ENV,
    ...Object.fromEntries(keys),
    ULTRA_MODE: 'real',
    DATABASE_URL: databaseUrl,
    ...(llm === undefined
      ? {}
      : { OPENAI_BASE_URL: llm.openai, ANTHROPIC_BASE_URL: llm.anthropic, GOOGLE_BASE_URL: llm.google }),
  };
}
