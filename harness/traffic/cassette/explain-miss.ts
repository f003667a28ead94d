import type { Json } from '../../values/json.ts';
import { PROVIDERS } from '../providers/providers.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import { describeTextChange } from './describe-text-change.ts';
import type { JsonDifference } from './diff-json.ts';
import { type Candidate, nearestCandidates } from './find-nearest.ts';
import { InteractionIndex } from './interaction-index.ts';
import type { OtherCassette } from './load-other-cassettes.ts';
import { hashRequest, type RequestShape, stripCredentials } from './request-key.ts';

const PROMPT = new Set(PROVIDERS.flatMap(({ places }) => places.prompt));
const TOOLS = new Set(PROVIDERS.flatMap(({ places }) => places.tools));
const MODEL_IN_PATH = PROVIDERS.flatMap(({ places }) => places.modelInPath ?? []);

type MissCause =
  | 'no_cassette'
  | 'already_consumed'
  | 'model_changed'
  | 'prompt_edited'
  | 'tools_changed'
  | 'parameters_changed'
  | 'endpoint_not_recorded';

export interface MissExplanation {
  readonly cause: MissCause;
  /** Full sentences over several lines: the request, the cause, the nearest candidates with what differs. No secrets. */
  readonly message: string;
  /** The command that records what is missing. */
  readonly hint: string;
}

export interface MissContext {
  readonly scenarioId: string;
  readonly request: RequestShape;
  /** Who is asked for what, for a person; null when the request is no LLM call that is understood. */
  readonly asks: string | null;
  /** null when the scenario has no cassette. */
  readonly index: InteractionIndex | null;
  /** Where to look for a candidate when the scenario has no cassette. */
  readonly otherCassettes: readonly OtherCassette[];
  readonly firewall: SecretFirewall;
}

/** Says why no recorded interaction answers a request, and what to do. */
export function explainMiss(context: MissContext): MissExplanation {
  const { scenarioId, request, asks, index, firewall } = context;
  const entries = index?.entries ?? indexOthers(context).entries;
  const candidates = nearestCandidates(entries, request);
  const cause = findCause(index, candidates);
  const repeats = index?.entries.filter((entry) => entry.key === hashRequest(request)).length ?? 0;
  const lines = [
    `No recorded interaction of "${scenarioId}" answers ${request.method} ${stripCredentials(request.url)}.`,
    ...(asks === null ? [] : [`It asks ${asks}`]),
    describeCause(cause, { scenarioId, repeats }),
    ...(cause === 'no_cassette' && candidates.length > 0 ? ['The nearest recordings are of other scenarios:'] : []),
    ...(cause === 'already_consumed'
      ? []
      : candidates.flatMap((candidate, position) => describeCandidate(candidate, { position, context }))),
  ];
  return {
    cause,
    message: firewall.redact(lines.join('\n')),
    hint: `If the request is right, record it: npx parity record --scenario ${scenarioId}`,
  };
}

function indexOthers({ otherCassettes }: MissContext): InteractionIndex {
  return new InteractionIndex(otherCassettes.flatMap(({ interactions }) => interactions));
}

function findCause(index: InteractionIndex | null, candidates: readonly Candidate[]): MissCause {
  const [nearest] = candidates;
  if (index === null || index.entries.length === 0 || nearest === undefined) {
    return 'no_cassette';
  }
  if (nearest.distance === 0) {
    return 'already_consumed';
  }
  const pointers = nearest.body.map(({ pointer }) => pointer);
  const isOtherModel = pointers.includes('/model') || isOtherModelInPath(nearest);
  if (nearest.line.length > 0 && !isOtherModel) {
    return 'endpoint_not_recorded';
  }
  if (isOtherModel) {
    return 'model_changed';
  }
  const members = pointers.map((pointer) => pointer.split('/')[1] ?? '');
  if (members.some((member) => PROMPT.has(member))) {
    return 'prompt_edited';
  }
  return members.some((member) => TOOLS.has(member)) ? 'tools_changed' : 'parameters_changed';
}

function isOtherModelInPath({ line }: Candidate): boolean {
  const [only] = line;
  const operation = (path: Json | undefined) =>
    MODEL_IN_PATH.reduce((text, pattern) => text.replace(pattern, '/models/*:'), String(path));
  return line.length === 1 && only?.pointer === '/path' && operation(only.recorded) === operation(only.actual);
}

function describeCause(cause: MissCause, facts: { readonly scenarioId: string; readonly repeats: number }): string {
  switch (cause) {
    case 'no_cassette':
      return `There is no cassette for "${facts.scenarioId}", or it is empty.`;
    case 'already_consumed':
      return `It was recorded ${facts.repeats} time(s), and each recording has been played: this is request ${facts.repeats + 1}.`;
    case 'model_changed':
      return 'The nearest recording asks another model.';
    case 'prompt_edited':
      return 'The nearest recording has another prompt.';
    case 'tools_changed':
      return 'The nearest recording offers other tools.';
    case 'parameters_changed':
      return 'The nearest recording has other parameters.';
    case 'endpoint_not_recorded':
      return 'Nothing was recorded for this endpoint.';
    default:
      cause satisfies never;
      throw new TypeError('Unknown cause');
  }
}

const DIFFERENCES_SHOWN = 8;

function describeCandidate(
  candidate: Candidate,
  { position, context }: { readonly position: number; readonly context: MissContext },
): readonly string[] {
  const { firewall, otherCassettes } = context;
  const differences = [...candidate.line, ...candidate.body].map((difference) =>
    redactDifference(difference, firewall),
  );
  const state = candidate.isPlayed ? ', already played' : '';
  const { id, request } = candidate.interaction;
  const more = differences.length - DIFFERENCES_SHOWN;
  const owner = otherCassettes.find(({ interactions }) => interactions.includes(candidate.interaction));
  const place = owner === undefined ? '' : ` of "${owner.scenarioId}"`;
  const difference = differences.length === 0 ? ', is the same request' : ', differs in:';
  return [
    `  ${position + 1}. interaction ${id}${place}, ${request.method} ${request.url}${state}${difference}`,
    ...differences.slice(0, DIFFERENCES_SHOWN).map((difference) => `     ${describeDifference(difference)}`),
    ...(more > 0 ? [`     and ${more} more`] : []),
  ];
}

/** Before the texts are compared: a comparison may cut a secret into pieces that nothing recognises any more. */
function redactDifference({ pointer, recorded, actual }: JsonDifference, firewall: SecretFirewall): JsonDifference {
  const clean = (value: Json | undefined) => (value === undefined ? undefined : firewall.redactJson(value));
  return { pointer, recorded: clean(recorded), actual: clean(actual) };
}

function describeDifference({ pointer, recorded, actual }: JsonDifference): string {
  const place = pointer === '' ? '(body)' : pointer;
  if (typeof recorded === 'string' && typeof actual === 'string') {
    return `${place}: ${describeTextChange(recorded, actual)}`;
  }
  return `${place}: recorded ${shorten(recorded)}, now ${shorten(actual)}`;
}

const LONGEST_VALUE = 120;

function shorten(value: Json | undefined): string {
  if (value === undefined) {
    return 'nothing';
  }
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}... (${text.length} characters)` : text;
}
