import type { Environment } from 'ultra-parity';

/** The keys that a live recording needs, as the server itself names them. */
export function liveKeys(env: Environment): Readonly<Record<string, string | undefined>> {
  return {
    OPENAI_API_KEY: env['OPENAI_API_KEY'],
    ANTHROPIC_API_KEY: env['ANTHROPIC_API_KEY'],
    GOOGLE_API_KEY: env['GOOGLE_API_KEY'],
  };
}
