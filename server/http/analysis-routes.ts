import { z } from 'zod';
import { analyseOnce } from '../domain/analyse-once.ts';
import { type AnalysisCommand, analyse, deleteAnalysis, findAnalysis, noAnalysis } from '../domain/analysis.ts';
import { ProblemError } from '../domain/errors.ts';
import { CATALOGUE, DEFAULT_PARTICIPANTS, findModel } from '../domain/models.ts';
import type { Ports } from '../ports/ports.ts';
import { resumeStream, startStream } from './analysis-stream-route.ts';
import { analysisView, summaryView } from './analysis-view.ts';
import { CURSOR, toCursor } from './cursor.ts';
import { type Route, route, type Settings, serviceRoute } from './route.ts';
import { storableText } from './storable-text.ts';

const LONGEST_QUERY = 8_000;
const DEFAULT_PAGE = 20;
const LONGEST_PAGE = 100;

const COMMAND = z.strictObject({
  query: storableText().trim().min(1).max(LONGEST_QUERY),
  models: z
    .array(z.enum(CATALOGUE.map((model) => model.id)))
    .min(2)
    .max(3)
    .refine((ids) => new Set(ids).size === ids.length, 'The models must differ')
    .optional(),
});

const PAGE = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(LONGEST_PAGE))
    .optional(),
  cursor: CURSOR.optional(),
});

export const analysisRoutes: readonly Route[] = [
  serviceRoute({
    method: 'POST',
    path: '/api/analyze',
    scope: 'analyze',
    body: COMMAND,
    handle: async (input) => {
      const command = { ...commandOf(input), signal: input.signal };
      const key = idempotencyKey(input.header('idempotency-key'));
      const analysis = await (key === null ? analyse(input.ports, command) : analyseOnce(input.ports, command, key));
      return { status: 200, body: analysisView(analysis) };
    },
  }),
  serviceRoute({
    method: 'POST',
    path: '/api/analyze/stream',
    scope: 'analyze',
    body: COMMAND,
    handle: async (input) => startStream(input, commandOf(input)),
  }),
  serviceRoute({
    method: 'GET',
    path: '/api/analyses',
    scope: 'read',
    query: PAGE,
    handle: async ({ ports, query: { limit = DEFAULT_PAGE, cursor }, principal }) => {
      const { analyses } = ports.database;
      const found = await analyses.list({ userId: principal.user.id, after: cursor ?? null, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const nextCursor = last === undefined ? null : toCursor(last);
      return { status: 200, body: { analyses: page.map(summaryView), nextCursor } };
    },
  }),
  serviceRoute({
    method: 'GET',
    path: '/api/analyses/:id',
    scope: 'read',
    handle: async ({ ports, params, principal }) => {
      const wanted = { id: idOf(params), userId: principal.user.id };
      return { status: 200, body: analysisView(await findAnalysis(ports, wanted)) };
    },
  }),
  serviceRoute({
    method: 'GET',
    path: '/api/analyses/:id/events',
    scope: 'read',
    handle: async (input) => {
      const lastEventId = input.header('last-event-id');
      return resumeStream(input, { id: idOf(input.params), userId: input.principal.user.id, lastEventId });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/analyses/:id',
    handle: async ({ ports, params, principal }) => {
      await deleteAnalysis(ports, { id: idOf(params), userId: principal.user.id });
      return { status: 204 };
    },
  }),
];

function commandOf(input: {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly body: z.output<typeof COMMAND>;
  readonly principal: { readonly user: { readonly id: string } };
}): Omit<AnalysisCommand, 'signal'> {
  const { ports, settings, body, principal } = input;
  const models = (body.models ?? DEFAULT_PARTICIPANTS).map(findModel).filter((model) => model !== undefined);
  return {
    ...{ id: ports.ids.uuid(), userId: principal.user.id, query: body.query, models },
    timeoutMs: settings.analysisTimeoutMs,
    maxTokens: settings.llmMaxTokens,
  };
}

/** @throws ProblemError bad_request */
function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) {
    return null;
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new ProblemError('bad_request', 'Idempotency-Key must be 1 to 255 characters of visible ASCII');
  }
  return header;
}

/** @throws ProblemError not_found */
function idOf(params: Readonly<Record<string, string>>): string {
  const id = z.uuid().safeParse(params['id']?.toLowerCase());
  if (!id.success) {
    throw noAnalysis();
  }
  return id.data;
}
