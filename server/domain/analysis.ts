import type { Analysis, Stage, StoredCall } from '../ports/database.ts';
import type { Ports } from '../ports/ports.ts';
import type { AnalysisProgress } from './analysis-progress.ts';
import { type Asked, ask, type Prompt } from './ask-model.ts';
import { ProblemError } from './errors.ts';
import { costUsd, type Model, roundUsd, synthesisCandidates } from './models.ts';
import { type Draft, initialPrompt, reviewPrompt, synthesisPrompt } from './prompts.ts';

const MINIMUM_ANSWERS = 2;
/** When each stage must be over, as a share of the time of the whole: the later ones keep what the earlier leave. */
const STAGE_ENDS: Readonly<Record<Stage, number>> = { initial: 0.5, peer_review: 0.75, synthesis: 1 };

type AnalysisPorts = Pick<Ports, 'llm' | 'database' | 'clock' | 'ids'>;

export interface AnalysisCommand {
  readonly id: string;
  readonly userId: string;
  readonly query: string;
  /** 2 or 3 different models; their order is the order of everything in the result. */
  readonly models: readonly Model[];
  /** For the whole analysis. */
  readonly timeoutMs: number;
  /** Of each answer. */
  readonly maxTokens: number;
  readonly signal: AbortSignal;
  /** The claim of an idempotency key, see AnalysisRepository. */
  readonly claimId?: string;
  /** Is told everything as it happens; the synthesis is then streamed. */
  readonly onProgress?: (progress: AnalysisProgress) => void;
}

/** An analysis on its way. */
interface Running extends AnalysisCommand {
  readonly ports: AnalysisPorts;
  readonly limits: Readonly<Record<Stage, AbortSignal>>;
}

/**
 * Asks every model, lets each revise its draft in the light of the others, has one model write the synthesis, and
 * stores the result. A failed review keeps the draft; a failed call makes the analysis `degraded`. A model that has not
 * answered when its stage must end has failed with `timeout`. docs/analysis.md has the rules as a table.
 * @throws ProblemError llm_providers_failed when fewer than 2 models answer or nobody can write the synthesis;
 * analysis_timeout when it was time that ran out.
 */
export async function analyse(ports: AnalysisPorts, command: AnalysisCommand): Promise<Analysis> {
  const createdAt = ports.clock.now();
  const failing = new AbortController();
  const signal = AbortSignal.any([command.signal, failing.signal]);
  const running = { ...command, signal, ports, limits: limitsOf(ports, command.timeoutMs) };
  const models = command.models.map(({ id }) => id);
  command.onProgress?.({ event: 'analysis_started', data: { analysisId: command.id, models } });
  const calls = await callsOf(running).catch((error: unknown) => {
    // Calls beside the one that broke would go on for nobody.
    failing.abort(error);
    throw error;
  });
  const { id, userId, query } = command;
  const analysis: Analysis = {
    ...{ id, userId, query, models },
    status: calls.every((call) => call.status === 'answered') ? 'completed' : 'degraded',
    ...totals(calls),
    createdAt,
    completedAt: ports.clock.now(),
    calls,
  };
  await ports.database.analyses.insert(analysis, command.claimId);
  return analysis;
}

async function callsOf(running: Running): Promise<readonly StoredCall[]> {
  const { ports } = running;
  const initial = await draft(running);
  const { reviews, drafts } = await review(running, initial);
  const syntheses = await synthesise(running, drafts);
  return [
    ...initial.map((asked, ordinal) => toCall(ports, asked, { stage: 'initial', ordinal })),
    ...reviews.map((asked, ordinal) =>
      keepDraft(toCall(ports, asked, { stage: 'peer_review', ordinal }), drafts[ordinal]),
    ),
    ...syntheses.map((asked, ordinal) => toCall(ports, asked, { stage: 'synthesis', ordinal })),
  ];
}

/** @throws ProblemError not_found when there is no such analysis or it belongs to somebody else. */
export async function findAnalysis(
  { database }: Pick<Ports, 'database'>,
  wanted: { readonly id: string; readonly userId: string },
): Promise<Analysis> {
  const analysis = await database.analyses.findById(wanted.id);
  if (analysis === null || analysis.userId !== wanted.userId) {
    throw noAnalysis();
  }
  return analysis;
}

/** @throws ProblemError not_found when there is no such analysis or it belongs to somebody else. */
export async function deleteAnalysis(
  { database }: Pick<Ports, 'database'>,
  wanted: { readonly id: string; readonly userId: string },
): Promise<void> {
  if (!(await database.analyses.delete(wanted))) {
    throw noAnalysis();
  }
}

export function noAnalysis(): ProblemError {
  return new ProblemError('not_found', 'There is no such analysis');
}

function limitsOf({ clock }: AnalysisPorts, timeoutMs: number): Running['limits'] {
  const after = (stage: Stage): AbortSignal => clock.timeout(timeoutMs * STAGE_ENDS[stage]);
  return { initial: after('initial'), peer_review: after('peer_review'), synthesis: after('synthesis') };
}

async function draft(running: Running): Promise<readonly Asked[]> {
  const asked = await Promise.all(
    running.models.map((model) => askIn(running, 'initial', { model, prompt: initialPrompt(running.query) })),
  );
  const answers = asked.filter(({ outcome }) => outcome.status === 'answered').length;
  if (answers < MINIMUM_ANSWERS) {
    throw modelsFailed(`${answers} of ${asked.length} models answered; ${MINIMUM_ANSWERS} are needed`, asked);
  }
  return asked;
}

/** The reviews, and the drafts that they leave, of the models that answered. */
async function review(
  running: Running,
  initial: readonly Asked[],
): Promise<{ readonly reviews: readonly Asked[]; readonly drafts: readonly Draft[] }> {
  const first = initial.flatMap(({ model, outcome }) =>
    outcome.status === 'answered' ? [{ asked: model, model: model.id, text: outcome.answer.text }] : [],
  );
  const reviews = await Promise.all(
    first.map((own) => {
      const peers = first.filter((other) => other !== own);
      const prompt = reviewPrompt({ query: running.query, own, peers });
      return askIn(running, 'peer_review', { model: own.asked, prompt });
    }),
  );
  const drafts = reviews.map(({ model, outcome }, index) => ({
    model: model.id,
    text: outcome.status === 'answered' ? outcome.answer.text : (first[index]?.text ?? ''),
  }));
  return { reviews, drafts };
}

/** Every candidate that was asked, the last of which answered. */
async function synthesise(running: Running, drafts: readonly Draft[]): Promise<readonly Asked[]> {
  const prompt = synthesisPrompt({ query: running.query, drafts });
  const asked: Asked[] = [];
  for (const model of synthesisCandidates(running.models.map(({ id }) => id))) {
    const attempt = await askIn(running, 'synthesis', { model, prompt });
    asked.push(attempt);
    if (attempt.outcome.status === 'answered') {
      return asked;
    }
    if (attempt.outcome.isLate) {
      break;
    }
  }
  throw modelsFailed('No model could write the synthesis', asked);
}

async function askIn(
  { ports, limits, maxTokens, signal, onProgress }: Running,
  stage: Stage,
  { model, prompt }: { readonly model: Model; readonly prompt: Prompt },
): Promise<Asked> {
  const about = { stage, model: model.id, provider: model.provider };
  onProgress?.({ event: 'call_started', data: about });
  const onText =
    onProgress === undefined || stage !== 'synthesis'
      ? undefined
      : (text: string) => onProgress({ event: 'synthesis_delta', data: { model: model.id, text } });
  const asked = await ask(ports, model, { prompt, maxTokens, signal, limit: limits[stage], onText });
  const { outcome } = asked;
  onProgress?.(
    outcome.status === 'answered'
      ? { event: 'call_answered', data: about }
      : { event: 'call_failed', data: { ...about, error: outcome.error } },
  );
  return asked;
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

function modelsFailed(detail: string, asked: readonly Asked[]): ProblemError {
  const failed = asked.flatMap(({ model, outcome }) => (outcome.status === 'failed' ? [{ model, ...outcome }] : []));
  const failures = failed.map(({ model, error }) => ({ model: model.id, provider: model.provider, error }));
  const code = failed.some(({ isLate }) => isLate) ? 'analysis_timeout' : 'llm_providers_failed';
  return new ProblemError(code, detail, { extensions: { failures } });
}
