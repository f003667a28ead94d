import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SERVER = new URL('postgres-server.ts', import.meta.url).href;
const STARTS_AND_WAITS = `
  import { startPostgres } from '${SERVER}';
  const server = await startPostgres({ provider: 'embedded', env: {}, runId: 'killed' });
  const { withClient, connectionUrl } = await import('${new URL('connection.ts', import.meta.url).href}');
  const { rows } = await withClient(connectionUrl(server.connection), (client) =>
    client.query("select current_setting('data_directory') as folder"));
  console.log(rows[0].folder);
  setInterval(() => undefined, 1000);`;

test('stops Postgres and removes its folder when the harness is killed', async () => {
  const harness = spawn(process.execPath, ['--input-type=module', '-e', STARTS_AND_WAITS], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(harness.stdout, 'data');
  const folder = String(output).trim();
  const postmaster = Number(readFileSync(`${folder}/postmaster.pid`, 'utf8').split('\n')[0]);

  harness.kill('SIGKILL');

  await expect.poll(() => existsSync(folder) || isRunning(postmaster), { timeout: 20_000, interval: 20 }).toBe(false);
});

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
