import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario('has no further page where the last one is just full', async ({ client }) => {
  const { accessToken: token } = await register(client);
  for (const query of ['What came first?', 'What came second?']) {
    await client.post('/api/analyze', { token, json: { query, models: MODELS } });
  }

  const full = await client.get('/api/analyses?limit=2', { token });
  const half = await client.get('/api/analyses?limit=1', { token });
  const rest = await client.get(`/api/analyses?limit=1&cursor=${half.text('nextCursor')}`, { token });

  full.expect({
    status: 200,
    body: { analyses: [{ query: 'What came second?' }, { query: 'What came first?' }], nextCursor: null },
  });
  half.expect({ status: 200, body: { analyses: [{ query: 'What came second?' }] } });
  rest.expect({ status: 200, body: { analyses: [{ query: 'What came first?' }], nextCursor: null } });
});

scenario('takes a page of one to a hundred analyses', async ({ client }) => {
  const { accessToken: token } = await register(client);

  const largest = await client.get('/api/analyses?limit=100', { token });
  const empty = await client.get('/api/analyses?limit=0', { token });
  const words = await client.get('/api/analyses?limit=all', { token });

  largest.expect({ status: 200, body: { analyses: [], nextCursor: null } });
  for (const refused of [empty, words]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/limit' }] } });
  }
});
