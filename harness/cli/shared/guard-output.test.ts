import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../main.ts', import.meta.url));

describe('a command whose standard output cannot be written', () => {
  test('ends with 70 and says why, since 1 means divergent', async () => {
    const child = spawn(process.execPath, [CLI, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const errors = text(child.stderr);

    const [exitCode] = await once(child, 'close');

    expect(exitCode).toBe(70);
    await expect(errors).resolves.toMatch(/^PARITY_OUTPUT_FAILED: Standard output could not be written: .*\n.+\n$/);
  });
});
