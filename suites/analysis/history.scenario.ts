import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const QUERY = 'How do I change the type of a column in a large table without downtime?';
const COMMAND = { query: QUERY, models: ['gpt-4o-mini', 'gemini-2.5-flash'] };

scenario('answers a repeated request from what is stored, and refuses its key to another', async ({ client }) => {
  const { accessToken } = await register(client);
  const headers = { 'idempotency-key': 'first-of-the-day' };

  const first = await client.post('/api/analyze', { token: accessToken, headers, json: COMMAND });
  const again = await client.post('/api/analyze', { token: accessToken, headers, json: COMMAND });
  const other = await client.post('/api/analyze', { token: accessToken, headers, json: { query: 'Something else?' } });

  again.expect({ status: 200, body: first.body, calls: [] });
  other.expect({ status: 422, body: { code: 'idempotency_key_reused' }, calls: [] });
});

scenario('lists an analysis and deletes it for its owner alone', async ({ client, tables }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const made = await client.post('/api/analyze', { token: ada.accessToken, json: COMMAND });
  const path = `/api/analyses/${made.text('id')}`;

  const foreignList = await client.get('/api/analyses', { token: grace.accessToken });
  const foreign = await client.request('DELETE', path, { token: grace.accessToken });
  const own = await client.request('DELETE', path, { token: ada.accessToken });
  const again = await client.request('DELETE', path, { token: ada.accessToken });

  foreignList.expect({ status: 200, body: { analyses: [], nextCursor: null } });
  foreign.expect({ status: 404, body: { code: 'not_found' } });
  own.expect({ status: 204, body: null });
  again.expect({ status: 404, body: { code: 'not_found' } });
  (await tables()).expect({ analyses: [], analysis_calls: [] });
});

scenario('points at a page that cannot be', async ({ client }) => {
  const { accessToken } = await register(client);

  const size = await client.get('/api/analyses?limit=101', { token: accessToken });
  const place = await client.get('/api/analyses?cursor=nowhere', { token: accessToken });

  size.expect({ status: 422, body: { code: 'validation_failed', errors: [{ pointer: '/limit' }] } });
  place.expect({ status: 422, body: { errors: [{ pointer: '/cursor' }] } });
});

scenario('lists the latest analysis first, one page after the other', async ({ client }) => {
  const { accessToken: token } = await register(client);
  for (const query of ['What came first?', 'What came second?', 'What came last?']) {
    await client.post('/api/analyze', { token, json: { ...COMMAND, query } });
  }

  const first = await client.get('/api/analyses?limit=2', { token });
  const second = await client.get(`/api/analyses?limit=2&cursor=${first.text('nextCursor')}`, { token });

  first.expect({ status: 200, body: { analyses: [{ query: 'What came last?' }, { query: 'What came second?' }] } });
  second.expect({ status: 200, body: { analyses: [{ query: 'What came first?' }], nextCursor: null } });
});
