import { type AnalysisCommand, analyse, noAnalysis } from '../domain/analysis.ts';
import type { AnalysisStream } from '../domain/analysis-streams.ts';
import type { Ports } from '../ports/ports.ts';
import { analysisView } from './analysis-view.ts';
import { logFailure, problemFor } from './error-handler.ts';
import { problemBody } from './problem.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './route.ts';
import type { ServerSentEvent } from './sse.ts';

interface StreamRequest {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** Starts an analysis and answers with its events. It goes on when the client goes, for a while. */
export function startStream(
  { ports, settings, requestId, signal }: StreamRequest,
  command: Omit<AnalysisCommand, 'signal'>,
): Reply {
  const stream = settings.streams.start({
    id: command.id,
    userId: command.userId,
    run: async (onProgress, stopped) => {
      const analysis = await analyse(ports, { ...command, signal: stopped, onProgress });
      return { event: 'analysis_completed', data: { analysis: analysisView(analysis) } };
    },
    failed: (error) => {
      const problem = problemFor(error);
      logFailure(ports.logger, problem, { error, requestId });
      return { event: 'analysis_failed', data: { problem: problemBody(problem, requestId) } };
    },
  });
  return { status: 200, events: events(stream, 0, signal) };
}

/** @throws ProblemError not_found when this instance has no such stream of this user */
export function resumeStream(
  { settings, signal }: Pick<StreamRequest, 'settings' | 'signal'>,
  wanted: { readonly id: string; readonly userId: string; readonly lastEventId: string | undefined },
): Reply {
  const stream = settings.streams.find(wanted);
  if (stream === null) {
    throw noAnalysis();
  }
  // An id that is none of ours is as good as no id: everything is sent.
  const after = /^\d{1,9}$/.test(wanted.lastEventId ?? '') ? Number(wanted.lastEventId) : 0;
  if (stream.isWholeAfter(after)) {
    // To a browser's EventSource anything else means: connect again.
    return { status: 204 };
  }
  return { status: 200, events: events(stream, after, signal) };
}

async function* events(
  stream: AnalysisStream,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent, void, void> {
  for await (const { sequence, timestamp, event, data } of stream.read(after, signal)) {
    yield { id: sequence, event, data: { sequence, timestamp: timestamp.toISOString(), ...data } };
  }
}
