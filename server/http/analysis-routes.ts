import { z } from 'zod';
import { analyse, findAnalysis } from '../domain/analysis.ts';
import { ProblemError } from '../domain/errors.ts';
import { CATALOGUE, DEFAULT_PARTICIPANTS, findModel } from '../domain/models.ts';
import { analysisView } from './analysis-view.ts';
import { type Route, route } from './route.ts';
import { storableText } from './storable-text.ts';

const LONGEST_QUERY = 8_000;

const COMMAND = z.strictObject({
  query: storableText().trim().min(1).max(LONGEST_QUERY),
  models: z
    .array(z.enum(CATALOGUE.map((model) => model.id)))
    .min(2)
    .max(3)
    .refine((ids) => new Set(ids).size === ids.length, 'The models must differ')
    .optional(),
});

export const analysisRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/analyze',
    body: COMMAND,
    handle: async ({ ports, body, principal, signal }) => {
      const models = (body.models ?? DEFAULT_PARTICIPANTS).map(findModel).filter((model) => model !== undefined);
      const analysis = await analyse(ports, { userId: principal.user.id, query: body.query, models, signal });
      return { status: 200, body: analysisView(analysis) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/analyses/:id',
    handle: async ({ ports, params, principal }) => {
      const id = z.uuid().safeParse(params['id']?.toLowerCase());
      if (!id.success) {
        throw new ProblemError('not_found', 'There is no such analysis');
      }
      return {
        status: 200,
        body: analysisView(await findAnalysis(ports, { id: id.data, userId: principal.user.id })),
      };
    },
  }),
];
