import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { findEngine, inspectPostgresProviders } from 'ultra-parity/containers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LABEL } from '../containers/engine/labels.ts';
import { withClient } from '../containers/postgres/connection.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const ADA = { email: 'ada@example.test', password: 'correct horse battery' };

const providers = await inspectPostgresProviders(process.env);
const available = providers.filter(({ name, preflight }) => name !== 'url' && preflight.available);

/** Everybody's address, by the line that a person is told to open the database with. */
async function emailsBy(line: string): Promise<string> {
  const sql = 'select email from users';
  const login = /^PGPASSWORD=(\w+) psql -h (\S+) -p (\d+) -U (\w+) (\w+)$/.exec(line);
  if (login === null) {
    const [program = '', ...args] = line.replace(' -it', '').split(' ');
    return (await promisify(execFile)(program, [...args, '-Atc', sql])).stdout.trim();
  }
  // Not every machine has psql.
  const [, password, host, port, user, database] = login;
  const url = `postgresql://${user}:${password}@${host}:${port}/${database}`;
  const { rows } = await withClient(url, (client) => client.query<{ email: string }>(sql));
  return rows.map(({ email }) => email).join('\n');
}

/** The containers of a process, and of the processes that it started. */
async function listContainers(pid: number | undefined): Promise<readonly string[]> {
  const found = await findEngine(process.env);
  if (!found.found) {
    return [];
  }
  const filters = encodeURIComponent(JSON.stringify({ label: [LABEL.process] }));
  const list = await found.engine.call({ path: `/containers/json?all=true&filters=${filters}` });
  const containers = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()) })).parse(list);
  return containers.filter(({ Labels }) => Labels[LABEL.process]?.startsWith(`${pid}-`)).map(({ Id }) => Id);
}

describe.skipIf(process.platform === 'win32')('parity up', () => {
  test.each(available)(
    'starts the server and its database by $name, opens the database to a person, and leaves nothing after Ctrl-C',
    { timeout: 180_000 },
    async ({ name }) => {
      const up = spawn(process.execPath, ['harness/cli/main.ts', 'up', '--postgres', name], { cwd: ROOT });
      let said = '';
      up.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      await expect.poll(() => said, { timeout: 120_000 }).toContain('Ctrl-C stops it');
      const [, url = ''] = /listens at (\S+);/.exec(said) ?? [];
      const [, line = ''] = /^What it stores: (.+)$/m.exec(said) ?? [];

      const headers = { 'content-type': 'application/json' };
      await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(ADA) });
      const emails = await emailsBy(line);
      up.kill('SIGINT');
      const [exitCode]: number[] = await once(up, 'close');

      expect(emails).toBe(ADA.email);
      expect(exitCode).toBe(0);
      await expect(listContainers(up.pid)).resolves.toEqual([]);
    },
  );
});
