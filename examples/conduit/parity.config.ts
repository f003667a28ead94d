import { readFileSync } from 'node:fs';
import { defineParity, inProcess } from 'ultra-parity';
import { onPostgres } from 'ultra-parity/containers';
import { appInMemory, appOnPostgres } from './compose.ts';

const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');

export default defineParity({
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  mutants: 'mutants',
  rules: [
    // The id of a session is random, and express-session measures its life anew, some milliseconds late.
    { channel: 'db', pointer: '/sessions/*/sid', as: { symbol: 'session', pattern: '[\\w-]{32}' } },
    { channel: 'db', pointer: '/sessions/*/data/cookie/originalMaxAge', as: 'gauge' },
  ],
  targets: {
    memory: inProcess(appInMemory, { traffic: 'scripted' }),
    postgres: onPostgres({ schema }, appOnPostgres),
  },
});
