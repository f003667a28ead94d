import { scenario } from 'ultra-parity';
import { GRACE, publish, signUp } from './support/people.ts';

scenario('lists the latest article first, page by page', async ({ client }) => {
  const token = await signUp(client);
  for (const number of [1, 2, 3, 4, 5]) {
    await publish(client, token, { title: `Number ${number}` });
  }

  const first = await client.get('/api/articles?limit=2');
  const last = await client.get('/api/articles?limit=2&offset=4');
  const beyond = await client.get('/api/articles?limit=2&offset=6');

  first.expect({ body: { articlesCount: 5, articles: [{ title: 'Number 5' }, { title: 'Number 4' }] } });
  last.expect({ body: { articlesCount: 5, articles: [{ title: 'Number 1' }] } });
  beyond.expect({ body: { articlesCount: 5, articles: [] } });
});

scenario('ignores a page that is no number', async ({ client }) => {
  const token = await signUp(client);
  await publish(client, token, { title: 'Alone' });

  const reply = await client.get('/api/articles?limit=-1&offset=many');

  reply.expect({ status: 200, body: { articlesCount: 1, articles: [{ title: 'Alone' }] } });
});

scenario('lists articles by tag, by author and by who likes them', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  await publish(client, ada, { title: 'Engines', tagList: ['history', 'machines'] });
  const bugs = await publish(client, grace, { title: 'Moths', tagList: ['history'] });
  await client.post(`/api/articles/${bugs}/favorite`, { token: ada });

  const byTag = await client.get('/api/articles?tag=machines');
  const byAuthor = await client.get('/api/articles?author=grace');
  const byFan = await client.get('/api/articles?favorited=ada', { token: ada });

  byTag.expect({ body: { articlesCount: 1, articles: [{ title: 'Engines' }] } });
  byAuthor.expect({ body: { articlesCount: 1, articles: [{ title: 'Moths' }] } });
  byFan.expect({ body: { articlesCount: 1, articles: [{ title: 'Moths', favorited: true }] } });
});

scenario('feeds a reader with articles of followed authors alone', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  await publish(client, ada, { title: 'Her own' });
  await publish(client, grace, { title: 'Compilers' });

  const before = await client.get('/api/articles/feed', { token: ada });
  await client.post('/api/profiles/grace/follow', { token: ada });
  const after = await client.get('/api/articles/feed', { token: ada });

  before.expect({ body: { articlesCount: 0, articles: [] } });
  after.expect({
    body: { articlesCount: 1, articles: [{ title: 'Compilers', author: { username: 'grace', following: true } }] },
  });
});

scenario('lists tags by how often they are used', async ({ client }) => {
  const token = await signUp(client);
  await publish(client, token, { title: 'One', tagList: ['rare', 'often'] });
  await publish(client, token, { title: 'Two', tagList: ['often', 'Zebra', 'ähnlich'] });

  const reply = await client.get('/api/tags');

  reply.expect({ status: 200, body: { tags: ['often', 'Zebra', 'rare', 'ähnlich'] } });
});
