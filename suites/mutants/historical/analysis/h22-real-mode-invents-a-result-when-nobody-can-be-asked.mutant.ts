import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H22',
  title: 'real mode invents a result when nobody can be asked',
  tier: 'H',
  origin: 'Divergence 16: without keys, analyze answered 200 with the report of an investor that nobody had asked for.',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: 'analyse(input.ports, command)',
      replace: `analyse(input.ports, command).catch(() => ({
        ...{ id: command.id, userId: command.userId, query: command.query, models: command.models.map(({ id }) => id), calls: [] },
        ...{ status: 'completed', inputTokens: 0, outputTokens: 0, costUsd: 0, createdAt: new Date(), completedAt: new Date() },
      }))`,
    },
  ],
  expect: {
    scenario: 'analysis/analyze/fails-with-the-reason-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
