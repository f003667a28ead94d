import { defineParity, inProcess } from 'ultra-parity';
import { onPostgres } from 'ultra-parity/containers';
import { appInMemory, appOnPostgres } from './compose.ts';
import { SCHEMA } from './postgres-notes.ts';

export default defineParity({
  scenarios: 'scenarios',
  cassettes: 'cassettes',
  rules: [],
  targets: {
    memory: inProcess(appInMemory, { traffic: 'scripted' }),
    postgres: onPostgres({ schema: SCHEMA }, appOnPostgres),
  },
});
