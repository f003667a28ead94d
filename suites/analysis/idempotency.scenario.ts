import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const query = 'What belongs into a log line?';
const headers = { 'idempotency-key': 'once' };
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario(
  'answers a request that comes again under its key as it was answered first, and asks nobody',
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);
    const ask = () => client.post('/api/analyze', { token, headers, json: { query, models: MODELS } });

    const first = await ask();
    const again = await ask();
    const together = await client.concurrently(3, {
      ...{ method: 'POST', path: '/api/analyze' },
      ...{ token, headers, json: { query, models: MODELS } },
    });

    const call = { operation: 'chat', outcome: { status: 'answered' } };
    first.expect({ status: 200, body: { status: 'completed' }, calls: [call, call, call, call, call] });
    again.expect({ status: 200, body: first.body, calls: [] });
    together.expect({ responses: { 200: { times: 3, body: first.body } }, calls: [] });
    const id = first.text('id');
    (await tables()).expect({ analyses: [{ id }], idempotency_keys: [{ key: 'once', analysis_id: id }] });
  },
);

scenario(
  'takes a key with other models for another request, and of another person for another key',
  async ({ client }) => {
    const ada = await register(client);
    const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
    const ask = (token: string, models: string[]) =>
      client.post('/api/analyze', { token, headers, json: { query, models } });

    const first = await ask(ada.accessToken, MODELS);
    const otherModels = await ask(ada.accessToken, ['gpt-4o-mini', 'claude-haiku-4-5']);
    const otherOrder = await ask(ada.accessToken, MODELS.toReversed());
    const otherPerson = await ask(grace.accessToken, MODELS);

    first.expect({ status: 200 });
    for (const refused of [otherModels, otherOrder]) {
      refused.expect({ status: 422, body: { code: 'idempotency_key_reused' }, calls: [] });
    }
    const call = { operation: 'chat' };
    otherPerson.expect({ status: 200, body: { status: 'completed' }, calls: [call, call, call, call, call] });
  },
);

scenario('refuses a key that no header should hold', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const ask = (key: string) =>
    client.post('/api/analyze', { token, headers: { 'idempotency-key': key }, json: { query, models: MODELS } });

  const spaced = await ask('two words');
  const long = await ask('k'.repeat(256));

  for (const refused of [spaced, long]) {
    refused.expect({ status: 400, body: { code: 'bad_request' }, calls: [] });
  }
});

scenario(
  'gives a key up with the request that failed under it',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);
    const ask = () => client.post('/api/analyze', { token, headers, json: { query, models: MODELS } });

    const first = await ask();
    const second = await ask();

    for (const failed of [first, second]) {
      failed.expect({ status: 502, body: { code: 'llm_providers_failed' } });
    }
    (await tables()).expect({ idempotency_keys: [], analyses: [] });
  },
);

scenario('forgets a key with the analysis that was made under it', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);
  const ask = () => client.post('/api/analyze', { token, headers, json: { query, models: MODELS } });
  const first = await ask();
  const deleted = await client.request('DELETE', `/api/analyses/${first.text('id')}`, { token });

  const again = await ask();

  deleted.expect({ status: 204 });
  const call = { outcome: { status: 'answered' } };
  again.expect({ status: 200, body: { status: 'completed' }, calls: [call, call, call, call, call] });
  const id = again.text('id');
  (await tables()).expect({ analyses: [{ id }], idempotency_keys: [{ key: 'once', analysis_id: id }] });
});
