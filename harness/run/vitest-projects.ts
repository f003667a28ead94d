import { dirname, join, resolve } from 'node:path';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import '../base/node-22.ts';
import { moduleBeside } from '../base/module-beside.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import type { RunSettings } from '../scenario/engine/run-settings.ts';
import { SCENARIO_FILES } from '../scenario/engine/scenario-identity.ts';

export interface ProjectOptions {
  readonly settings: RunSettings;
  /** The folder of the scenarios, relative to the configuration. */
  readonly scenarios: string;
}

/** One vitest project for a target: the same files for each, told apart by what is provided to them. */
export function createVitestProject({ settings, scenarios }: ProjectOptions): TestProjectInlineConfiguration {
  const root = dirname(settings.config);
  return {
    extends: false,
    root,
    test: {
      name: settings.target,
      include: [`${join(root, scenarios)}/**/*${SCENARIO_FILES}`],
      environment: 'node',
      // Errors name the line of a scenario.
      includeTaskLocation: true,
      pool: 'forks',
      // Every scenario starts and stops its own server, so a worker can be used again.
      isolate: false,
      provide: { parity: settings },
      testTimeout: 120_000,
      // A retry would hide that two attempts disagree, which is what a parity run is there to show.
      retry: 0,
    },
  };
}

/**
 * The targets of a parity configuration as projects for the vitest configuration of a project: an editor or
 * `npx vitest --project mock` can run a single scenario. Only `parity run` compares them and gives a verdict.
 */
export async function parityProjects(config: string): Promise<TestProjectInlineConfiguration[]> {
  const { scenarios, targets, cassettes } = await loadConfig(config);
  return Object.keys(targets).map((target) => {
    const settings: RunSettings = {
      config,
      evidence: resolve(dirname(config), '.parity/vitest'),
      cassettes: resolve(dirname(config), cassettes),
      target,
      only: null,
      llm: 'replay',
      upstream: 'stand-in',
      prepared: null,
    };
    const project = createVitestProject({ settings, scenarios });
    const globalSetup = [moduleBeside(import.meta.url, 'vitest-global-setup')];
    return { ...project, test: { ...project.test, globalSetup } };
  });
}
