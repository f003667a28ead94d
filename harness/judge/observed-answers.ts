import { findExchange } from '../channels/http.ts';
import type { CoverageExpectation } from '../evidence/coverage-expectation.ts';
import type { HttpResponse, Step } from '../evidence/step.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { matchOperation } from './match-operation.ts';

/** One answer of a target, in the terms in which cells are counted. */
export interface ObservedAnswer {
  readonly target: string;
  readonly scenario: string;
  readonly method: string;
  /** That of the documented operation, or the path itself where none fits. */
  readonly path: string;
  readonly isDocumented: boolean;
  readonly access: string;
  readonly status: number;
  /** The `code` of a problem (RFC 9457), where the body has one. */
  readonly code: string | null;
  /** The providers that answered while this was worked on. */
  readonly providers: readonly string[];
}

/** Every answer that the transcripts hold. */
export function listObservedAnswers(
  transcripts: readonly Transcript[],
  expectation: CoverageExpectation,
): ObservedAnswer[] {
  return transcripts.flatMap((transcript) =>
    transcript.steps.flatMap((step) => listAnswers(step, transcript, expectation)),
  );
}

function listAnswers(step: Step, { target, scenario }: Transcript, expectation: CoverageExpectation): ObservedAnswer[] {
  const exchange = findExchange(step);
  if (exchange === undefined) {
    return [];
  }
  const { request, responses } = exchange;
  const operation = matchOperation(expectation, request);
  const providers = step.calls.flatMap(({ provider, outcome }) => (outcome.status === 'answered' ? [provider] : []));
  const hasCredential = expectation.credentials.some((header) => request.headers[header] !== undefined);
  return responses.map((response) => ({
    target,
    scenario: scenario.id,
    method: request.method,
    path: operation?.path ?? request.path.split('?')[0] ?? '',
    isDocumented: operation !== undefined,
    access: operation?.isProtected === true ? getAccess(response, hasCredential, expectation) : 'public',
    status: response.status,
    code: getCode(response.body),
    providers: [...new Set(providers)],
  }));
}

/**
 * Who asked. That nothing was sent is seen in the request; what was wrong with what was sent is what the server says
 * about it, and whether that is right is for the comparison to say.
 */
function getAccess(response: HttpResponse, hasCredential: boolean, { accessStates }: CoverageExpectation): string {
  if (!hasCredential) {
    return ANONYMOUS;
  }
  if (response.status !== 401) {
    return VALID;
  }
  const state = accessStates[getCode(response.body) ?? ''];
  return state === undefined || state === ANONYMOUS ? REFUSED : state;
}

export const ANONYMOUS = 'anonymous';
export const REFUSED = 'refused';
export const VALID = 'valid';
export const PUBLIC = 'public';

function getCode(body: Json): string | null {
  const code = isJsonObject(body) ? body['code'] : undefined;
  return typeof code === 'string' ? code : null;
}
