import { readFileSync } from 'node:fs';
import { defineParity, inProcess } from 'ultra-parity';
import { onPostgres } from 'ultra-parity/containers';
import { appInMemory, appOnPostgres } from './compose.ts';

const schema = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');

export default defineParity({
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  mutants: 'mutants',
  // Whatever a cookie is signed with, the id of its session is random.
  rules: [{ channel: 'db', pointer: '/sessions/*/sid', as: { symbol: 'session', pattern: '[\\w-]{32}' } }],
  targets: {
    memory: inProcess(appInMemory, { traffic: 'scripted' }),
    postgres: onPostgres({ schema }, appOnPostgres),
  },
});
