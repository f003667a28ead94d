import { expect, test } from 'vitest';
import { psqlLine } from './psql-line.ts';

const CONNECTION = { host: '127.0.0.1', port: 5433, user: 'postgres', password: 'of-this-run', database: 'postgres' };
const NETWORK = { name: 'n', host: 'abc123', address: '172.18.0.2', port: 5432 };
const IMAGE = 'postgres:17-alpine';

test('a container that has psql is looked into with its own', () => {
  const server = { provider: 'container', connection: CONNECTION, network: NETWORK, image: IMAGE } as const;

  expect(psqlLine(server, 'parity_real_x')).toBe('docker exec -it abc123 psql -U postgres parity_real_x');
});

test('an image without psql is looked into from this machine', () => {
  const image = 'ultra-parity/postgres:17-local';
  const server = { provider: 'container', connection: CONNECTION, network: NETWORK, image } as const;

  expect(psqlLine(server, 'x')).toBe('PGPASSWORD=of-this-run psql -h 127.0.0.1 -p 5433 -U postgres x');
});

test('the password of a lasting server is never shown', () => {
  const server = { provider: 'url', connection: CONNECTION, network: null, image: null } as const;

  expect(psqlLine(server, 'x')).toBe('psql -h 127.0.0.1 -p 5433 -U postgres x');
});
