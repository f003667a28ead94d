import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const LONGEST = 8_000;

scenario('lets every model that it offers be asked', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const offered = await client.get('/api/available-models');
  const count = 5;
  const names = Array.from({ length: count }, (_, index) => offered.text('models', index, 'name'));

  offered.expect({ status: 200, body: { models: names.map((name) => ({ name })) } });
  for (const [index, name] of names.entries()) {
    const other = names[(index + 1) % count] ?? '';
    const reply = await client.post('/api/analyze', { token, json: { query: ' ', models: [name, other] } });

    reply.expect({ status: 422, body: { errors: [{ pointer: '/query' }] }, calls: [] });
  }
});

scenario('takes two or three different models', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const ask = (models: string[]) => client.post('/api/analyze', { token, json: { query: ' ', models } });

  const twice = await ask(['gpt-4o-mini', 'gpt-4o-mini']);
  const none = await ask([]);
  const three = await ask(['gpt-4o', 'gpt-4o-mini', 'claude-haiku-4-5']);
  const four = await ask(['gpt-4o', 'gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash']);

  three.expect({ status: 422, body: { errors: [{ pointer: '/query' }] }, calls: [] });
  for (const refused of [twice, none, four]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/query' }, { pointer: '/models' }] }, calls: [] });
  }
});

scenario('takes a question of eight thousand characters and no longer one', async ({ client }) => {
  const { accessToken: token } = await register(client);
  // An unknown model keeps every question from being asked.
  const ask = (query: string) =>
    client.post('/api/analyze', { token, json: { query, models: ['gpt-4o-mini', 'gpt-9'] } });

  const longest = await ask(`  ${'q'.repeat(LONGEST)}  `);
  const longer = await ask('q'.repeat(LONGEST + 1));
  const unstorable = await ask('What is\u0000 this?');

  longest.expect({ status: 422, body: { errors: [{ pointer: '/models/1' }] }, calls: [] });
  for (const refused of [longer, unstorable]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '/query' }, { pointer: '/models/1' }] }, calls: [] });
  }
});

scenario('keeps the longest question, whole and as it was asked', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);
  const query = 'Which of these two would you drop? '
    .repeat(230)
    .slice(0, LONGEST - 1)
    .padEnd(LONGEST, '?');

  const reply = await client.post('/api/analyze', {
    token,
    json: { query, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });
  const kept = await client.get(`/api/analyses/${reply.text('id')}`, { token });

  reply.expect({ status: 200, body: { status: 'completed', query } });
  kept.expect({ status: 200, body: { query } });
  (await tables()).expect({ analyses: [{ query }] });
});

scenario('points at a member of a question that it does not know', async ({ client }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.post('/api/analyze', { token, json: { query: 'Why?', temperature: 2, models: 'all' } });
  const nothing = await client.post('/api/analyze', { token, json: {} });
  const list = await client.post('/api/analyze', { token, json: ['Why?'] });
  const noBody = await client.post('/api/analyze', { token });

  reply.expect({ status: 422, body: { errors: [{ pointer: '/models' }, { pointer: '/temperature' }] }, calls: [] });
  nothing.expect({ status: 422, body: { errors: [{ pointer: '/query' }] }, calls: [] });
  for (const refused of [list, noBody]) {
    refused.expect({ status: 422, body: { errors: [{ pointer: '' }] }, calls: [] });
  }
});
