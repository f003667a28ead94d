import { like, scenario } from 'ultra-parity';
import { GRACE, publish, signUp } from './support/people.ts';

scenario('counts a reader who likes an article twice once', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  const slug = await publish(client, ada, { title: 'Loops' });

  await client.post(`/api/articles/${slug}/favorite`, { token: grace });
  const twice = await client.post(`/api/articles/${slug}/favorite`, { token: grace });
  const asAda = await client.get(`/api/articles/${slug}`, { token: ada });
  const taken = await client.request('DELETE', `/api/articles/${slug}/favorite`, { token: grace });

  twice.expect({ body: { article: { favoritesCount: 1, favorited: true } } });
  asAda.expect({ body: { article: { favoritesCount: 1, favorited: false } } });
  taken.expect({ body: { article: { favoritesCount: 0, favorited: false } } });
});

scenario('shows a profile and whether the reader follows it', async ({ client }) => {
  const ada = await signUp(client);
  await signUp(client, GRACE);

  const followed = await client.post('/api/profiles/grace/follow', { token: ada });
  const asReader = await client.get('/api/profiles/grace', { token: ada });
  const asNobody = await client.get('/api/profiles/grace');
  const left = await client.request('DELETE', '/api/profiles/grace/follow', { token: ada });

  followed.expect({ status: 200, body: { profile: { username: 'grace', following: true } } });
  asReader.expect({ body: { profile: { following: true } } });
  asNobody.expect({ body: { profile: { following: false } } });
  left.expect({ body: { profile: { following: false } } });
});

scenario('answers 404 for a profile that is not there', async ({ client }) => {
  const reply = await client.get('/api/profiles/nobody');

  reply.expect({ status: 404, body: { errors: { profile: ['not found'] } } });
});

scenario('shows comments, the latest first', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  const slug = await publish(client, ada, { title: 'Open questions' });

  await client.post(`/api/articles/${slug}/comments`, { token: grace, json: { comment: { body: 'First!' } } });
  const second = await client.post(`/api/articles/${slug}/comments`, {
    token: ada,
    json: { comment: { body: 'Thanks.' } },
  });
  const all = await client.get(`/api/articles/${slug}/comments`);

  second.expect({ status: 201, body: { comment: { id: 2, body: 'Thanks.', createdAt: like.instant('Z') } } });
  all.expect({
    body: {
      comments: [
        { id: 2, author: { username: 'ada' } },
        { id: 1, author: { username: 'grace' } },
      ],
    },
  });
});

scenario('lets people delete comments of their own alone', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  const slug = await publish(client, ada, { title: 'Manners' });
  await client.post(`/api/articles/${slug}/comments`, { token: grace, json: { comment: { body: 'Hm.' } } });

  const refused = await client.request('DELETE', `/api/articles/${slug}/comments/1`, { token: ada });
  const deleted = await client.request('DELETE', `/api/articles/${slug}/comments/1`, { token: grace });
  const again = await client.request('DELETE', `/api/articles/${slug}/comments/1`, { token: grace });

  refused.expect({ status: 403 });
  deleted.expect({ status: 204 });
  again.expect({ status: 404 });
});

scenario('answers five readers of one profile at once', async ({ client }) => {
  await signUp(client);

  const replies = await client.concurrently(5, { method: 'GET', path: '/api/profiles/ada' });

  replies.expect({ responses: { 200: { times: 5 } } });
});
