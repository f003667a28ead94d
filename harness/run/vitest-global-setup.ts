import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import '../base/node-22.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';

/** The global set-up of a target that is run as a plain vitest project: prepares it once for all of its files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const settings = project.getProvidedContext().parity;
  const { targets } = await loadConfig(settings.config);
  const prepared = await targets[settings.target]?.prepare?.({
    runId: randomBytes(5).toString('hex'),
    env: process.env,
    options: {},
    progress: () => {},
  });
  project.provide('parity', { ...settings, prepared: prepared?.data ?? null });
  return async () => await prepared?.[Symbol.asyncDispose]();
}
