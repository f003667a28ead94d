import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';
import { describeUserError, findUserFrame } from '../../scenario/engine/call-site.ts';
import { collectScenarios } from '../../scenario/engine/declared-scenario.ts';
import { type DeclaredIdentity, refuseDuplicates } from '../../scenario/engine/find-duplicates.ts';
import { identifyScenarios, SCENARIO_FILES } from '../../scenario/engine/scenario-identity.ts';

export interface ScenarioList {
  readonly scenarios: readonly ScenarioIdentity[];
  readonly faults: readonly EvidenceFault[];
}

/**
 * Every scenario below a folder, in order of id, without running any. A file that cannot be loaded is a fault. Throws
 * DuplicateScenario.
 *
 * @param folder absolute
 * @param config absolute path of the parity configuration, from which ids are told
 */
export async function listScenarios(folder: string, config: string): Promise<ScenarioList> {
  const root = dirname(config);
  const declared: DeclaredIdentity[] = [];
  const faults: EvidenceFault[] = [];
  for await (const name of glob(`**/*${SCENARIO_FILES}`, { cwd: folder })) {
    const file = join(folder, name);
    try {
      const own = await collectScenarios(() => import(pathToFileURL(file).href));
      const titles = own.map(({ title }) => [title] as const);
      const identities = identifyScenarios(file, titles, { config });
      declared.push(...identities.map((identity, index) => ({ ...identity, line: readLine(own[index]?.stack, root) })));
    } catch (error) {
      const message = `${name} could not be loaded: ${describeUserError(error, root)}`;
      faults.push({ code: 'scenario_file_failed', message, hint: 'Fix the file: none of its scenarios was observed.' });
    }
  }
  refuseDuplicates(declared);
  const scenarios = declared.map(({ id, title, file }) => ({ id, title, file }));
  return { scenarios: scenarios.toSorted((a, b) => (a.id < b.id ? -1 : 1)), faults };
}

function readLine(stack: string | undefined, root: string): number | undefined {
  const line = findUserFrame(stack, root)?.split(':').at(-1);
  return line === undefined ? undefined : Number(line);
}
