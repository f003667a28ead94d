import { z } from 'zod';
import { ProblemError } from '../domain/errors.ts';
import {
  databaseHealth,
  healthDetail,
  overallStatus,
  providerHealth,
  readiness,
  servicesHealth,
} from '../domain/health.ts';
import { PROVIDERS } from '../ports/llm-provider.ts';
import { publicRoute, type Route } from './route.ts';

export const healthRoutes: readonly Route[] = [
  publicRoute({
    method: 'GET',
    path: '/api/health',
    query: z.object({ detail: z.enum(['true', 'false']).default('false') }),
    handle: async ({ ports, settings, query }) => {
      const services = await servicesHealth(ports);
      const detail = query.detail === 'true' ? { detail: await healthDetail(ports) } : {};
      return {
        status: 200,
        body: {
          status: overallStatus(services),
          mode: settings.mode,
          version: settings.version,
          uptimeSeconds: Math.floor((ports.clock.now().getTime() - settings.startedAt.getTime()) / 1000),
          services,
          ...detail,
        },
      };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/api/health/ready',
    handle: async ({ ports, settings }) => {
      const { isReady, checks } = await readiness(ports, settings.isDraining());
      return { status: isReady ? 200 : 503, body: { status: isReady ? 'ready' : 'not_ready', checks } };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/api/health/:service',
    handle: async ({ ports, params }) => {
      if (params['service'] === 'database') {
        return { status: 200, body: await databaseHealth(ports) };
      }
      const provider = PROVIDERS.find((name) => name === params['service']);
      if (provider === undefined) {
        throw new ProblemError('not_found', 'There is no such service');
      }
      return { status: 200, body: providerHealth(ports, provider) };
    },
  }),
];
