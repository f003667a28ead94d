import { CATALOGUE, DEFAULT_PARTICIPANTS } from '../domain/models.ts';
import { publicRoute, type Route } from './route.ts';

export const modelRoutes: readonly Route[] = [
  publicRoute({
    method: 'GET',
    path: '/api/available-models',
    handle: async ({ ports }) => ({
      status: 200,
      body: {
        models: CATALOGUE.map((model) => ({
          name: model.id,
          provider: model.provider,
          status: ports.llm[model.provider].status,
          isDefault: DEFAULT_PARTICIPANTS.includes(model.id),
          contextTokens: model.contextTokens,
          maxOutputTokens: model.maxOutputTokens,
          usdPerMillionTokens: model.price,
        })),
      },
    }),
  }),
];
