import type { AnalysisSummary } from '../ports/analysis-repository.ts';
import type { Analysis, Stage, StoredCall } from '../ports/database.ts';

/** The same body whether the analysis has just been made or comes from the database. */
export function analysisView(analysis: Analysis) {
  const of = (stage: Stage): readonly StoredCall[] => analysis.calls.filter((call) => call.stage === stage);
  const synthesis = of('synthesis').find((call) => call.status === 'answered');
  const { usage, createdAt, completedAt, ...about } = summaryView(analysis);
  return {
    ...about,
    initial: of('initial').map(callView),
    peerReview: of('peer_review').map(callView),
    synthesis: synthesis === undefined ? null : synthesisView(synthesis),
    ...{ usage, createdAt, completedAt },
  };
}

export function summaryView(analysis: AnalysisSummary) {
  return {
    id: analysis.id,
    status: analysis.status,
    query: analysis.query,
    models: analysis.models,
    usage: {
      inputTokens: analysis.inputTokens,
      outputTokens: analysis.outputTokens,
      costUsd: analysis.costUsd,
    },
    createdAt: analysis.createdAt.toISOString(),
    completedAt: analysis.completedAt.toISOString(),
  };
}

function callView(call: StoredCall) {
  const { model, provider, status, error, text } = call;
  switch (status) {
    case 'answered':
      return { model, provider, status, ...answerView(call) };
    case 'kept':
      return { model, provider, status, text, error };
    case 'failed':
      return { model, provider, status, error };
    default:
      status satisfies never;
      throw new TypeError(`Unknown status ${String(status)}`);
  }
}

function synthesisView(call: StoredCall) {
  return { model: call.model, provider: call.provider, ...answerView(call) };
}

function answerView({ text, finishReason, inputTokens, outputTokens, costUsd }: StoredCall) {
  const isCounted = inputTokens !== null && outputTokens !== null;
  return { text, finishReason, usage: isCounted ? { inputTokens, outputTokens, costUsd } : null };
}
