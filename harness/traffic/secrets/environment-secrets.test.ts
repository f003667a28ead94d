import { expect, test } from 'vitest';
import { findEnvironmentSecrets } from './environment-secrets.ts';

test('finds values by the name of their variable, and the password of a URL', () => {
  const env = {
    ACME_TOKEN: 'q7Zp2LxV9sKd4Rt8',
    DB_PASSWORD: 'p4ss-Phrase',
    DATABASE_URL: 'postgres://notes:h%40rd-T0-guess@db/notes',
  };

  const secrets = findEnvironmentSecrets(env);

  expect(secrets).toEqual(['q7Zp2LxV9sKd4Rt8', 'p4ss-Phrase', 'h@rd-T0-guess']);
});

test.each([
  ['a path', { SSH_PRIVATE_KEY: '/home/ada/.ssh/id_ed25519' }],
  ['a word of the application', { POSTGRES_PASSWORD: 'postgres' }],
  ['a short value', { API_KEY: 'none' }],
  ['what has another name', { HOME: '/home/ada-lovelace-1815' }],
])('does not take %s for a secret', (_name, env) => {
  const secrets = findEnvironmentSecrets(env);

  expect(secrets).toEqual([]);
});
