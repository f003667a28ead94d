import { readFileSync } from 'node:fs';

/** The key that both targets sign with. It is public, so that scenarios can forge tokens; nothing else may use it. */
export const TEST_KEY: { readonly kid: string; readonly secret: string } = JSON.parse(
  readFileSync(new URL('../fixtures/keys/jwt-test-key.json', import.meta.url), 'utf8'),
);
