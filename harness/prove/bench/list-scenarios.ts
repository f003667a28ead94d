import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';
import { collectScenarios } from '../../scenario/engine/declared-scenario.ts';
import { SCENARIO_FILES, scenarioIdentity } from '../../scenario/engine/scenario-identity.ts';

export interface ScenarioList {
  readonly scenarios: readonly ScenarioIdentity[];
  readonly faults: readonly EvidenceFault[];
}

/**
 * Every scenario below a folder, in order of id, without running any. A file that cannot be loaded is a fault.
 *
 * @param folder absolute
 * @param config absolute path of the parity configuration, from which ids are told
 */
export async function listScenarios(folder: string, config: string): Promise<ScenarioList> {
  const scenarios: ScenarioIdentity[] = [];
  const faults: EvidenceFault[] = [];
  for await (const name of glob(`**/*${SCENARIO_FILES}`, { cwd: folder })) {
    const file = join(folder, name);
    try {
      const declared = await collectScenarios(() => import(pathToFileURL(file).href));
      scenarios.push(...declared.map(({ title }) => scenarioIdentity(file, title, { config })));
    } catch (error) {
      const message = `${name} could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
      faults.push({ code: 'scenario_file_failed', message, hint: 'Fix the file: none of its scenarios was observed.' });
    }
  }
  return { scenarios: scenarios.toSorted((a, b) => (a.id < b.id ? -1 : 1)), faults };
}
