import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { start } from './start.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';

const SCRIPT = fileURLToPath(new URL('./healthcheck.ts', import.meta.url));

describe('node server/healthcheck.ts', () => {
  test('exits with 0 while the server is ready', async () => {
    await using server = await start(MOCK_CONFIG);

    const code = await exitCodeFor(new URL(server.url).port);

    expect(code).toBe(0);
  });

  test('exits with 1 where no server is', async () => {
    const code = await exitCodeFor('1');

    expect(code).toBe(1);
  });
});

function exitCodeFor(port: string): Promise<number | null> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT], { env: { PORT: port } });
    child.once('close', resolve);
  });
}
