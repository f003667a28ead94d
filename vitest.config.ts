import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parityProjects } from 'ultra-parity/vitest';
import { defineConfig } from 'vitest/config';

const scenarios = await parityProjects(fileURLToPath(new URL('parity.config.ts', import.meta.url)));

export default defineConfig({
  test: {
    // Much of this waits for other processes, so even two cores do more than one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.parity/**'],
          globalSetup: ['scripts/provide-postgres.ts'],
          // For a busy machine: hooks start containers, and some write hundreds of files with fsync.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // What a command printed is the reason of a failure: show all of it.
          chaiConfig: { truncateThreshold: 0 },
          expect: { poll: { timeout: 15_000 } },
        },
      },
      ...scenarios,
    ],
  },
});
