import type { TestCase, TestModule } from 'vitest/node';
import type { DeclaredIdentity } from '../scenario/engine/find-duplicates.ts';
import { identifyScenarios, type TitlePath } from '../scenario/engine/scenario-identity.ts';

/** The scenario of a test. */
export interface IdentifiedTest extends DeclaredIdentity {
  readonly test: TestCase;
}

/** What the scenarios of a test module are called, in order. */
export function identifyModule(module: TestModule, options: { readonly config: string }): IdentifiedTest[] {
  const tests = [...module.children.allTests()];
  const identities = identifyScenarios(module.moduleId, tests.map(readTitles), options);
  return tests.flatMap((test, index) => {
    const identity = identities[index];
    return identity === undefined ? [] : [{ ...identity, test, line: test.location?.line }];
  });
}

function readTitles(test: TestCase): TitlePath {
  const around: string[] = [];
  for (let block = test.parent; block.type === 'suite'; block = block.parent) {
    around.unshift(block.name);
  }
  const [outermost = test.name, ...inner] = [...around, test.name];
  return [outermost, ...inner];
}
