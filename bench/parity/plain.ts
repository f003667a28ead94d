/** Runs the scenarios of Ultra on mock and real in vitest, with supertest and without the harness looking on. */
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { WORKERS } from '../../harness/run/run-vitest.ts';
import { parityProjects } from '../../harness/run/vitest-projects.ts';

const TARGETS = ['mock', 'real'];
const PLAIN = { find: /^ultra-parity$/, replacement: resolve('bench/parity/plain-scenario.ts') };

const projects = await parityProjects(resolve('parity.config.ts'));
const vitest = await createVitest({
  config: false,
  watch: false,
  maxWorkers: WORKERS,
  reporters: ['default'],
  fsModuleCache: false,
  projects: projects
    .filter(({ test }) => typeof test?.name === 'string' && TARGETS.includes(test.name))
    .map((project) => ({ ...project, resolve: { alias: [PLAIN] } })),
});
const { testModules } = await vitest.start();
await vitest.close();
process.exitCode = testModules.length > 0 && testModules.every((module) => module.ok()) ? 0 : 1;
