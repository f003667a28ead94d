import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { parityProjects } from '#harness/run/vitest-projects.ts';

const scenarios = await parityProjects(fileURLToPath(new URL('parity.config.ts', import.meta.url)));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.parity/**'],
          globalSetup: ['scripts/provide-postgres.ts'],
          testTimeout: 30_000,
        },
      },
      ...scenarios,
    ],
  },
});
