import { readFileSync } from 'node:fs';

/** The key that both targets sign with. It is public, so that scenarios can forge tokens; nothing else may use it. */
export const TEST_KEY: { readonly kid: string; readonly secret: string } = JSON.parse(
  readFileSync(new URL('../fixtures/keys/jwt-test-key.json', import.meta.url), 'utf8'),
);

/** What signs from the day on which the other one is replaced. No scenario can forge with it. */
export const NEWER_KEY: typeof TEST_KEY = { kid: 'test-2', secret: 'this-key-replaces-the-one-that-scenarios-know' };

/** As `JWT_KEYS` has it. */
export function jwtKeyText({ kid, secret }: typeof TEST_KEY): string {
  return `${kid}:${secret}`;
}
