import type { Analysis, Stage, StoredCall } from '../ports/database.ts';
import { type LlmAnswer, LlmError, type LlmErrorKind, type LlmRequest } from '../ports/llm-provider.ts';
import type { Ports } from '../ports/ports.ts';
import { ProblemError } from './errors.ts';
import { costUsd, type Model, roundUsd, synthesisCandidates } from './models.ts';
import { type Draft, initialPrompt, reviewPrompt, synthesisPrompt } from './prompts.ts';

const MAX_TOKENS = 1024;
const MINIMUM_ANSWERS = 2;

type AnalysisPorts = Pick<Ports, 'llm' | 'database' | 'clock' | 'ids'>;
type Prompt = Pick<LlmRequest, 'system' | 'messages' | 'temperature'>;
type Outcome =
  | { readonly status: 'answered'; readonly answer: LlmAnswer }
  | { readonly status: 'failed'; readonly error: LlmErrorKind };

interface Asked {
  readonly model: Model;
  readonly outcome: Outcome;
}

interface Answered {
  readonly model: Model;
  readonly answer: LlmAnswer;
}

export interface AnalysisCommand {
  readonly userId: string;
  readonly query: string;
  /** 2 or 3 different models; their order is the order of everything in the result. */
  readonly models: readonly Model[];
  readonly signal: AbortSignal;
}

/**
 * Asks every model, lets each revise its draft in the light of the others, has one model write the synthesis, and
 * stores the result. A failed review keeps the draft; a failed call makes the analysis `degraded`.
 * @throws ProblemError llm_providers_failed when fewer than 2 models answer or nobody can write the synthesis.
 */
export async function analyse(ports: AnalysisPorts, command: AnalysisCommand): Promise<Analysis> {
  const createdAt = ports.clock.now();
  const initial = await askAll(ports, command, () => initialPrompt(command.query));
  const answered = initial.flatMap(({ model, outcome }) =>
    outcome.status === 'answered' ? [{ model, answer: outcome.answer }] : [],
  );
  if (answered.length < MINIMUM_ANSWERS) {
    throw providersFailed(
      `${answered.length} of ${initial.length} models answered; ${MINIMUM_ANSWERS} are needed`,
      initial,
    );
  }

  const reviews = await review(ports, command, answered);
  const drafts = reviews.map(({ model, outcome }, index) => ({
    model: model.id,
    text: outcome.status === 'answered' ? outcome.answer.text : (answered[index]?.answer.text ?? ''),
  }));
  const syntheses = await synthesise(ports, command, drafts);

  const calls = [
    ...initial.map((asked, ordinal) => toCall(ports, asked, { stage: 'initial', ordinal })),
    ...reviews.map((asked, ordinal) =>
      keepDraft(toCall(ports, asked, { stage: 'peer_review', ordinal }), drafts[ordinal]),
    ),
    ...syntheses.map((asked, ordinal) => toCall(ports, asked, { stage: 'synthesis', ordinal })),
  ];
  const analysis: Analysis = {
    id: ports.ids.uuid(),
    userId: command.userId,
    query: command.query,
    status: calls.every((call) => call.status === 'answered') ? 'completed' : 'degraded',
    models: command.models.map((model) => model.id),
    ...totals(calls),
    createdAt,
    completedAt: ports.clock.now(),
    calls,
  };
  await ports.database.analyses.insert(analysis);
  return analysis;
}

/** @throws ProblemError not_found when there is no such analysis or it belongs to somebody else. */
export async function findAnalysis(
  { database }: Pick<Ports, 'database'>,
  wanted: { readonly id: string; readonly userId: string },
): Promise<Analysis> {
  const analysis = await database.analyses.findById(wanted.id);
  if (analysis === null || analysis.userId !== wanted.userId) {
    throw new ProblemError('not_found', 'There is no such analysis');
  }
  return analysis;
}

async function askAll(
  ports: AnalysisPorts,
  command: AnalysisCommand,
  promptFor: (model: Model) => Prompt,
): Promise<readonly Asked[]> {
  return Promise.all(command.models.map((model) => ask(ports, model, { prompt: promptFor(model), ...command })));
}

async function review(
  ports: AnalysisPorts,
  command: AnalysisCommand,
  answered: readonly Answered[],
): Promise<readonly Asked[]> {
  const drafts = new Map(answered.map(({ model, answer }) => [model, { model: model.id, text: answer.text }]));
  return Promise.all(
    [...drafts].map(([model, own]) => {
      const peers = [...drafts.values()].filter((draft) => draft !== own);
      return ask(ports, model, { prompt: reviewPrompt({ query: command.query, own, peers }), signal: command.signal });
    }),
  );
}

/** Every candidate that was asked, the last of which answered. */
async function synthesise(
  ports: AnalysisPorts,
  command: AnalysisCommand,
  drafts: readonly Draft[],
): Promise<readonly Asked[]> {
  const prompt = synthesisPrompt({ query: command.query, drafts });
  const asked: Asked[] = [];
  for (const model of synthesisCandidates(command.models.map(({ id }) => id))) {
    const attempt = await ask(ports, model, { prompt, signal: command.signal });
    asked.push(attempt);
    if (attempt.outcome.status === 'answered') {
      return asked;
    }
  }
  throw providersFailed('No model could write the synthesis', asked);
}

async function ask(
  { llm }: AnalysisPorts,
  model: Model,
  call: { readonly prompt: Prompt; readonly signal: AbortSignal },
): Promise<Asked> {
  try {
    const request: LlmRequest = { model: model.id, ...call.prompt, maxTokens: MAX_TOKENS };
    return { model, outcome: { status: 'answered', answer: await llm[model.provider].complete(request, call.signal) } };
  } catch (error) {
    if (error instanceof LlmError) {
      return { model, outcome: { status: 'failed', error: error.kind } };
    }
    throw error;
  }
}

function toCall(
  { ids }: Pick<Ports, 'ids'>,
  { model, outcome }: Asked,
  place: { readonly stage: Stage; readonly ordinal: number },
): StoredCall {
  const about = { id: ids.uuid(), ...place, provider: model.provider, model: model.id };
  if (outcome.status === 'failed') {
    const nothing = { text: null, finishReason: null, inputTokens: null, outputTokens: null, costUsd: null };
    return { ...about, status: 'failed', error: outcome.error, ...nothing };
  }
  const { text, finishReason, usage } = outcome.answer;
  return {
    ...about,
    status: 'answered',
    error: null,
    text,
    finishReason,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    costUsd: usage === null ? null : costUsd(model, usage),
  };
}

function keepDraft(call: StoredCall, draft: Draft | undefined): StoredCall {
  return call.status === 'failed' ? { ...call, status: 'kept', text: draft?.text ?? null } : call;
}

function totals(calls: readonly StoredCall[]): Pick<Analysis, 'inputTokens' | 'outputTokens' | 'costUsd'> {
  return {
    inputTokens: calls.reduce((sum, call) => sum + (call.inputTokens ?? 0), 0),
    outputTokens: calls.reduce((sum, call) => sum + (call.outputTokens ?? 0), 0),
    costUsd: roundUsd(calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0)),
  };
}

function providersFailed(detail: string, asked: readonly Asked[]): ProblemError {
  const failures = asked.flatMap(({ model, outcome }) =>
    outcome.status === 'failed' ? [{ model: model.id, provider: model.provider, error: outcome.error }] : [],
  );
  return new ProblemError('llm_providers_failed', detail, { extensions: { failures } });
}
