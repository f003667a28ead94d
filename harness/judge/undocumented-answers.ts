import type { UndocumentedAnswer } from '../evidence/coverage.ts';
import type { CoverageExpectation } from '../evidence/coverage-expectation.ts';
import type { ObservedAnswer } from './observed-answers.ts';

/** A path or a method that is nowhere documented may only be answered by these. */
const NOTHING_HERE = [404, 405, 501];

/** The answers that the document should know: of an operation that it does not name, or under a status that it does not. */
export function findUndocumentedAnswers(
  expectation: CoverageExpectation,
  answers: readonly ObservedAnswer[],
): UndocumentedAnswer[] {
  const statuses = new Map(
    expectation.operations.map((operation) => [`${operation.method} ${operation.path}`, operation.statuses]),
  );
  const unknown = answers.filter(({ method, path, status, isDocumented }) =>
    isDocumented ? statuses.get(`${method} ${path}`)?.includes(status) !== true : !NOTHING_HERE.includes(status),
  );
  return [...Map.groupBy(unknown, ({ method, path, status }) => `${method} ${path} ${status}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => {
      if (first === undefined) {
        return [];
      }
      const all = [first, ...rest];
      return [
        {
          route: `${first.method} ${first.path}`,
          status: first.status,
          problem: first.isDocumented ? ('status' as const) : ('operation' as const),
          targets: [...new Set(all.map(({ target }) => target))].toSorted(),
          scenarios: [...new Set(all.map(({ scenario }) => scenario))].toSorted(),
        },
      ];
    });
}
