import { dirname, join } from 'node:path';
import type { Plugin, TestProjectInlineConfiguration } from 'vitest/config';
import type { RunSettings } from '../scenario/run-settings.ts';
import { SCENARIO_FILES } from '../scenario/scenario-identity.ts';

export interface ProjectOptions {
  readonly settings: RunSettings;
  /** The folder of the scenarios, relative to the configuration. */
  readonly scenarios: string;
  readonly plugins: readonly Plugin[];
}

/** One vitest project for a target: the same files for each, told apart by what is provided to them. */
export function vitestProject({ settings, scenarios, plugins }: ProjectOptions): TestProjectInlineConfiguration {
  const root = dirname(settings.config);
  return {
    extends: false,
    root,
    plugins: [...plugins],
    test: {
      name: settings.target,
      include: [`${join(root, scenarios)}/**/*${SCENARIO_FILES}`],
      environment: 'node',
      pool: 'forks',
      // Every scenario starts and stops its own server, so a worker can be used again.
      isolate: false,
      provide: { parity: settings },
      testTimeout: 60_000,
      // A retry would hide that two attempts disagree, which is what a parity run is there to show.
      retry: 0,
    },
  };
}
