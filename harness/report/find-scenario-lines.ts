import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ScenarioIdentity } from '../evidence/transcript.ts';

/** On which line of its file each scenario begins, for those whose file is at hand and has its title in one line. */
export async function findScenarioLines(
  root: string,
  scenarios: readonly ScenarioIdentity[],
): Promise<ReadonlyMap<string, number>> {
  const byFile = [...Map.groupBy(scenarios, ({ file }) => file)];
  const found = await Promise.all(
    byFile.map(async ([file, own]) => {
      const lines = (await readText(resolve(root, file))).split('\n');
      return own.map(({ id, title }) => [id, lines.findIndex((line) => line.includes(title)) + 1] as const);
    }),
  );
  return new Map(found.flat().filter(([, line]) => line > 0));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return ''; // evidence may come from another machine
  }
}
