import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { startPostgres } from '../postgres/postgres-server.ts';
import { inspectPostgresProviders } from '../postgres/providers.ts';
import { findEngine } from './find-engine.ts';
import { canPull, findImage } from './images.ts';
import { LABEL } from './labels.ts';
import { sweepEngine } from './sweep-engine.ts';

const found = await findEngine(process.env);
const preflights = await inspectPostgresProviders(process.env);
const container = preflights.find(({ name }) => name === 'container')?.preflight;
const isRequired = process.env['PARITY_REQUIRE']?.split(',').includes('container') ?? false;
const isHere = found.found && container?.available === true;
const reason = container?.available ? container.detail : (container?.why ?? '');

test('says which address DOCKER_HOST names when nothing answers there', async () => {
  await expect(findEngine({ DOCKER_HOST: 'tcp://127.0.0.1:1' })).resolves.toMatchObject({
    found: false,
    why: expect.stringContaining('DOCKER_HOST is tcp://127.0.0.1:1. The engine at tcp://127.0.0.1:1 did not answer'),
  });
});

describe.skipIf(!isHere && !isRequired)(`a container engine (${reason})`, { timeout: 120_000 }, () => {
  const engine = () => {
    if (!found.found) {
      throw new Error(found.why);
    }
    return found.engine;
  };

  test('has no image that was never built', async () => {
    await expect(findImage(engine(), 'ultra-parity/nothing:none')).resolves.toBeNull();
  });

  test('says why an image cannot be pulled', async () => {
    await expect(canPull(engine(), 'localhost:1/nothing:none')).resolves.toMatchObject({
      pulled: false,
      why: expect.stringContaining('localhost:1'),
    });
  });

  test('publishes Postgres on 127.0.0.1 alone', async () => {
    await using server = await startPostgres({ provider: 'container', env: process.env, runId: 'ports' });

    const containers = await listed('ports');

    expect(server.connection.host).toBe('127.0.0.1');
    expect(containers).toMatchObject([{ Ports: [{ IP: '127.0.0.1', PrivatePort: 5432 }] }]);
  });

  test('loses what a killed run left, and keeps what belongs to a living one', async () => {
    await using alive = await startPostgres({ provider: 'container', env: process.env, runId: 'alive' });
    const server = new URL('../postgres/postgres-server.ts', import.meta.url).href;
    const program = `
      import { startPostgres } from '${server}';
      await startPostgres({ provider: 'container', env: process.env, runId: 'killed' });
      console.log('started');
      setInterval(() => undefined, 1000);`;
    const args = ['--input-type=module', '-e', program];
    const harness = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(harness.stdout, 'data');
    const before = await listed('killed');
    harness.kill('SIGKILL');
    await once(harness, 'exit');

    await sweepEngine(engine());

    expect(before).toHaveLength(1);
    // The sweep of another test may have begun with it; then this one leaves it to that one.
    await expect.poll(() => listed('killed'), { timeout: 30_000 }).toEqual([]);
    await expect(listed('alive')).resolves.toHaveLength(1);
    expect(alive.witness.provider).toBe('container');
  });

  async function listed(runId: string) {
    const filters = encodeURIComponent(JSON.stringify({ label: [`${LABEL.run}=${runId}`] }));
    return engine().call({ path: `/containers/json?all=true&filters=${filters}` });
  }
});
