import { like } from 'ultra-parity';

/** What a client is told while the database cannot serve. */
export const UNAVAILABLE = {
  status: 503,
  headers: { 'content-type': like.includes('application/problem+json'), 'retry-after': '5' },
  body: { code: 'database_unavailable', status: 503, requestId: like.text() },
};
