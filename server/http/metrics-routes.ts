import { createHash, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '../domain/errors.ts';
import type { Gauge } from '../ports/metrics.ts';
import type { Ports } from '../ports/ports.ts';
import { bearerToken } from './bearer.ts';
import { publicRoute, type Route, type Settings } from './route.ts';

export const metricsRoutes: readonly Route[] = [
  publicRoute({
    method: 'GET',
    path: '/metrics',
    handle: async ({ ports, settings, authorization }) => {
      if (settings.metricsToken !== null && !isSame(bearerToken(authorization), settings.metricsToken)) {
        throw new ProblemError('token_signature_invalid', 'The token is not the one of METRICS_TOKEN');
      }
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
        text: ports.metrics.render(gauges(ports, settings)),
      };
    },
  }),
];

function gauges({ database }: Ports, { streams }: Settings): readonly Gauge[] {
  const { total, idle, waiting } = database.pool();
  return [
    {
      name: 'ultra_database_connections',
      help: 'Connections of the pool by state; waiting are requests for one.',
      values: Object.entries({ total, idle, waiting }).map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: 'ultra_open_streams',
      help: 'Analyses that are told as streams and have not ended, read or not.',
      values: [{ labels: {}, value: streams.open }],
    },
  ];
}

/** Of equal length, so that the time taken tells nothing. */
function isSame(sent: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(wanted));
}
