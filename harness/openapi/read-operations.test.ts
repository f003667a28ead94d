import { expect, test } from 'vitest';
import type { Json } from '../values/json.ts';
import { readOperations } from './read-operations.ts';

const BEARER = { bearer: [] };

test.each<[string, { readonly operation?: Json; readonly document?: Json }, boolean]>([
  ['without any security', {}, false],
  ['with a scheme', { operation: [BEARER] }, true],
  ['with a scheme or none', { operation: [{}, BEARER] }, false],
  ['with none or a scheme', { operation: [BEARER, {}] }, false],
  ['with one of two schemes', { operation: [BEARER, { key: [] }] }, true],
  ['with an empty list, in a protected document', { operation: [], document: [BEARER] }, false],
  ['in a protected document', { document: [BEARER] }, true],
])('an operation %s: protected is %s', (_, { operation, document }, expected) => {
  const definition = operation === undefined ? {} : { security: operation };
  const whole = { ...(document === undefined ? {} : { security: document }), paths: { '/notes': { get: definition } } };

  const [read] = readOperations(whole);

  expect(read?.isProtected).toBe(expected);
});

test('reads method, path, and the parameters of the path and of the operation', () => {
  const document = {
    components: { parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } } },
    paths: {
      '/notes/{id}': {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'string' } },
        ],
        delete: { parameters: [{ $ref: '#/components/parameters/Limit' }] },
      },
    },
  };

  const operations = readOperations(document);

  expect(operations).toMatchObject([
    {
      method: 'DELETE',
      path: '/notes/{id}',
      parameters: [
        { name: 'id', in: 'path', isRequired: true, schema: { type: 'string' } },
        { name: 'limit', in: 'query', isRequired: false, schema: { type: 'integer' } },
      ],
    },
  ]);
});
