import type { RunnerTask } from 'vitest';
import type { ScenarioIdentity } from '../../evidence/transcript.ts';
import { type DeclaredIdentity, refuseDuplicates } from './find-duplicates.ts';
import { identifyScenarios, type TitlePath } from './scenario-identity.ts';

interface DeclaredTest {
  readonly id: string;
  readonly titles: TitlePath;
  readonly line: number | undefined;
}

interface TestGroup {
  readonly tasks: readonly RunnerTask[];
}

/**
 * What the scenario of a running test is called: that depends on the other tests of its file.
 *
 * @throws DuplicateScenario where two of them have one id
 */
export function identifyTest(
  test: { readonly id: string; readonly file: TestGroup & { readonly filepath: string } },
  options: { readonly config: string },
): ScenarioIdentity {
  const tests = listTests(test.file, []);
  const identities = identifyScenarios(
    test.file.filepath,
    tests.map(({ titles }) => titles),
    options,
  );
  refuseDuplicates(identities.map((identity, index): DeclaredIdentity => ({ ...identity, line: tests[index]?.line })));
  const own = identities[tests.findIndex(({ id }) => id === test.id)];
  if (own === undefined) {
    throw new TypeError(`${test.file.filepath} does not hold the test that runs`);
  }
  return own;
}

function listTests({ tasks }: TestGroup, around: readonly string[]): DeclaredTest[] {
  return tasks.flatMap((task): DeclaredTest[] => {
    const titles: readonly string[] = [...around, task.name];
    if (task.type === 'suite') {
      return listTests(task, titles);
    }
    const [outermost = task.name, ...inner] = titles;
    return [{ id: task.id, titles: [outermost, ...inner], line: task.location?.line }];
  });
}
