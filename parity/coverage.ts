import type { CoverageConfig } from 'ultra-parity';
import { openApiDocument } from '#server/http/openapi.ts';
import { ROUTES } from '#server/http/routes.ts';
import { PROVIDERS } from '#server/ports/llm-provider.ts';

const OWNER = 'server';

/** What must be seen of Ultra: what the document says that it generates from its own routes. */
export const COVERAGE: CoverageConfig = {
  openapi: async () => JSON.parse(JSON.stringify(openApiDocument(ROUTES, '0'))),
  accessStates: {
    token_missing: 'anonymous',
    token_malformed: 'malformed',
    token_expired: 'expired',
    token_signature_invalid: 'bad signature',
    token_wrong_type: 'wrong type',
    token_revoked: 'revoked',
    api_key_unknown: 'unknown key',
    api_key_revoked: 'revoked key',
  },
  providers: { 'POST /api/analyze': PROVIDERS, 'POST /api/analyze/stream': PROVIDERS },
  unreachable: [
    {
      cells: '* 500',
      owner: OWNER,
      reason:
        'An answer to a bug of the server: whoever knows how to get one fixes it. server/hostile-*.test.ts looks for them.',
    },
    {
      cells: '* 503',
      owner: OWNER,
      reason:
        'A database can go away under every route, and one handler answers for all; suites/outage sees it on some.',
    },
    {
      cells: 'POST /api/analyze valid 504',
      owner: OWNER,
      reason:
        'The models have to be slower than the longest wait, and a tape has no time; server/http/analysis-faults.test.ts turns the clock.',
    },
  ],
};
