import { type Json, type JsonObject, like, type Reply, valueAt } from 'ultra-parity';

interface Asked {
  readonly model: string;
  readonly provider: string;
}

export interface StreamedAnalysis {
  readonly query: string;
  /** In the order in which they were asked for. */
  readonly models: readonly [Asked, Asked];
  readonly synthesis: Asked;
}

type Unnumbered = readonly [event: string, data: JsonObject];

const USAGE = { inputTokens: like.integer(1), outputTokens: like.integer(1), costUsd: like.number(0) };
/** The start of the analysis and those of the two calls come before. */
const FIRST_ANSWER = { initial: 3, peer_review: 7 } as const;

/**
 * Every event of a stream in which all calls were answered, from the first to the last, with its number. What chance decides
 * is taken from what came: which of two calls was answered first, and into how many pieces the synthesis was cut.
 */
export function wholeStream(stream: Reply, { query, models, synthesis }: StreamedAnalysis): Json {
  const seen = Array.isArray(stream.body) ? stream.body : [];
  const pieces = seen.filter((event) => valueAt(event, '/event') === 'synthesis_delta');
  const ofStage = (stage: keyof typeof FIRST_ANSWER): Unnumbered[] => {
    const [one, other] = models;
    const isOtherFirst = valueAt(seen[FIRST_ANSWER[stage]] ?? null, '/data/model') === other.model;
    const starts = models.map((asked): Unnumbered => ['call_started', { stage, ...asked }]);
    const ends = (isOtherFirst ? [other, one] : [one, other]).map(
      (asked): Unnumbered => ['call_answered', { stage, ...asked }],
    );
    return [...starts, ...ends];
  };
  const names = models.map(({ model }) => model);
  const analysisId = stream.text(0, 'data', 'analysisId');
  const text = pieces.map((event) => valueAt(event, '/data/text')).join('');
  const events: readonly Unnumbered[] = [
    ['analysis_started', { analysisId, models: names }],
    ...ofStage('initial'),
    ...ofStage('peer_review'),
    ['call_started', { stage: 'synthesis', ...synthesis }],
    ...pieces.map((): Unnumbered => ['synthesis_delta', { model: synthesis.model, text: like.text() }]),
    ['call_answered', { stage: 'synthesis', ...synthesis }],
    ['analysis_completed', { analysis: wholeAnalysis({ query, models, synthesis }, { id: analysisId, text }) }],
  ];
  return events.map(numbered);
}

/** The result of an analysis in which all calls were answered. */
function wholeAnalysis(
  { query, models, synthesis }: StreamedAnalysis,
  { id, text }: { readonly id: string; readonly text: string },
): JsonObject {
  const answer = { finishReason: 'stop', usage: USAGE };
  const answered = models.map((asked) => ({ ...asked, ...answer, status: 'answered', text: like.text() }));
  return {
    ...{ id, status: 'completed', query, models: models.map(({ model }) => model) },
    ...{ initial: answered, peerReview: answered },
    synthesis: { ...synthesis, ...answer, text },
    ...{ usage: USAGE, createdAt: like.instant('Z'), completedAt: like.instant('Z') },
  };
}

function numbered([event, data]: Unnumbered, index: number): JsonObject {
  const sequence = index + 1;
  return { id: String(sequence), event, data: { sequence, timestamp: like.instant('Z'), ...data } };
}
