import type { Cell, CellCoverage, CoveredCells } from '../evidence/coverage.ts';
import type { CoverageExpectation, Exemption, ExpectedOperation } from '../evidence/coverage-expectation.ts';
import { ANONYMOUS, type ObservedAnswer, PUBLIC, REFUSED, VALID } from './observed-answers.ts';

/** Which of the required cells have evidence. Pure, and in the order of the document. */
export function coverCells(
  expectation: CoverageExpectation,
  { answers, targets }: { readonly answers: readonly ObservedAnswer[]; readonly targets: readonly string[] },
): CoveredCells {
  const byRoute = Map.groupBy(answers, ({ method, path }) => `${method} ${path}`);
  const list = listRequiredCells(expectation).map((cell): CellCoverage => {
    const evidence = (byRoute.get(cell.route) ?? []).filter((answer) => isEvidence(answer, cell));
    const seen = new Set(evidence.map(({ target }) => target));
    const covered = targets.map((target) => [target, seen.has(target) ? 'covered' : 'missing'] as const);
    const isMissing = covered.some(([, state]) => state === 'missing');
    const exemption = isMissing ? findExemption(cell, expectation) : undefined;
    return {
      ...cell,
      targets: Object.fromEntries(covered),
      ...(exemption === undefined ? {} : { exempt: { owner: exemption.owner, reason: exemption.reason } }),
    };
  });
  const required = list.filter(({ exempt }) => exempt === undefined);
  return {
    required: required.length,
    covered: required.filter(isCovered).length,
    exempt: list.length - required.length,
    list,
  };
}

export function isCovered({ targets }: CellCoverage): boolean {
  return Object.values(targets).every((state) => state === 'covered');
}

/** Every documented status, every access state of what is protected, and every provider of what asks models. */
function listRequiredCells({ operations, accessStates }: CoverageExpectation): Cell[] {
  return operations.flatMap((operation) => [
    ...operation.statuses
      .filter((status) => !(operation.isProtected && status === 401))
      .map((status) => createCell(operation, { access: getAccess(operation), outcome: String(status) })),
    ...(operation.isProtected ? listRefusedCells(operation, accessStates) : []),
    ...operation.providers.map((provider) =>
      createCell(operation, { access: getAccess(operation), outcome: String(getSuccess(operation)), provider }),
    ),
  ]);
}

function listRefusedCells(operation: ExpectedOperation, accessStates: CoverageExpectation['accessStates']): Cell[] {
  const { refusals } = operation;
  const stated = refusals.map((code) =>
    createCell(operation, { access: accessStates[code] ?? REFUSED, outcome: `401 ${code}` }),
  );
  const hasAnonymous = stated.some(({ access }) => access === ANONYMOUS);
  return [
    ...(hasAnonymous ? [] : [createCell(operation, { access: ANONYMOUS, outcome: '401' })]),
    ...(refusals.length > 0 ? stated : [createCell(operation, { access: REFUSED, outcome: '401' })]),
  ];
}

function getAccess({ isProtected }: ExpectedOperation): string {
  return isProtected ? VALID : PUBLIC;
}

function getSuccess({ statuses }: ExpectedOperation): number {
  return statuses.find((status) => status >= 200 && status < 300) ?? 200;
}

function createCell({ method, path }: ExpectedOperation, column: Omit<Cell, 'id' | 'route'>): Cell {
  const { access, outcome, provider } = column;
  const route = `${method} ${path}`;
  return {
    id: [route, access, outcome, ...(provider === undefined ? [] : [provider])].join(' '),
    route,
    ...column,
  };
}

function isEvidence(answer: ObservedAnswer, { access, outcome, provider }: Cell): boolean {
  const [status, code] = outcome.split(' ');
  return (
    answer.access === access &&
    String(answer.status) === status &&
    (code === undefined || answer.code === code) &&
    (provider === undefined || answer.providers.includes(provider))
  );
}

function findExemption(cell: Cell, { unreachable }: CoverageExpectation): Exemption | undefined {
  return unreachable.find((exemption) => isNamedBy(cell, exemption));
}

function isNamedBy({ id }: Cell, { cells }: Exemption): boolean {
  const pattern = cells.split('*').map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(id);
}

/** Exemptions that exempt nothing that there is, or that nobody stands for. */
export function findWrongExemptions(
  expectation: CoverageExpectation,
): { readonly exemption: Exemption; readonly problem: string }[] {
  const cells = listRequiredCells(expectation);
  return expectation.unreachable.flatMap((exemption) => {
    if (exemption.owner.trim() === '' || exemption.reason.trim() === '') {
      return [{ exemption, problem: 'has no owner or no reason' }];
    }
    const named = cells.filter((one) => isNamedBy(one, exemption));
    if (named.length === 0) {
      return [{ exemption, problem: 'names no cell that is required' }];
    }
    const successes = new Set(named.filter(({ outcome }) => outcome.startsWith('2')).map(({ route }) => route));
    return successes.size > 1 ? [{ exemption, problem: `exempts the success of ${successes.size} operations` }] : [];
  });
}
