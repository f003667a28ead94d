import type { CoverageExpectation, ExpectedOperation } from '../evidence/coverage-expectation.ts';

/** The documented operation that a request went to: the one with the fewest parameters where more than one fits. */
export function matchOperation(
  { operations }: CoverageExpectation,
  request: { readonly method: string; readonly path: string },
): ExpectedOperation | undefined {
  const segments = (request.path.split('?')[0] ?? '').split('/');
  return operations
    .filter(({ method, path }) => method === request.method && fits(path.split('/'), segments))
    .toSorted((a, b) => parameters(a) - parameters(b))[0];
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]))
  );
}

function isParameter(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

function parameters({ path }: ExpectedOperation): number {
  return path.split('/').filter(isParameter).length;
}
