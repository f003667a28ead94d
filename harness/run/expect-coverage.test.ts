import { describe, expect, test } from 'vitest';
import type { CoverageConfig } from '../scenario/api/parity-config.ts';
import type { JsonObject } from '../values/json.ts';
import { expectCoverage } from './expect-coverage.ts';

const DOCUMENT: JsonObject = {
  openapi: '3.1.0',
  paths: {
    '/things': {
      get: { responses: { 200: {}, default: {} }, security: [] },
      post: {
        security: [{ token: [] }],
        responses: { 201: {}, 401: { description: '`token_expired`, `token_missing`' }, '4XX': {} },
      },
      parameters: [],
    },
    '/open': { get: { responses: { 204: {} }, security: [{}, { token: [] }] } },
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
};

const expects = (changes: Partial<CoverageConfig> = {}): { coverage: CoverageConfig } => ({
  coverage: { openapi: async () => DOCUMENT, ...changes },
});

describe('the expectation', () => {
  test('is distilled from the document', async () => {
    const accessStates = { token_missing: 'anonymous', token_expired: 'expired', token: 'never said' };

    const expected = await expectCoverage(expects({ accessStates, providers: { 'POST /things': ['openai'] } }));

    expect(expected).toEqual({
      operations: [
        { method: 'GET', path: '/things', isProtected: false, statuses: [200], refusals: [], providers: [] },
        {
          method: 'POST',
          path: '/things',
          isProtected: true,
          statuses: [201, 401],
          refusals: ['token_missing', 'token_expired'],
          providers: ['openai'],
        },
        { method: 'GET', path: '/open', isProtected: false, statuses: [204], refusals: [], providers: [] },
      ],
      credentials: ['authorization', 'x-key'],
      accessStates,
      unreachable: [],
    });
  });

  test('is nothing where the project names no document', async () => {
    await expect(expectCoverage({})).resolves.toBeUndefined();
  });

  test.each<[string, Partial<CoverageConfig>]>([
    ['a document without operations', { openapi: async () => ({}) }],
    ['providers of an operation that there is not', { providers: { 'GET /nowhere': ['openai'] } }],
  ])('refuses %s', async (_, changes) => {
    await expect(expectCoverage(expects(changes))).rejects.toMatchObject({ code: 'PARITY_DOCUMENT_INVALID' });
  });
});
