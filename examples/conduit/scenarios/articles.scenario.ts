import { like, scenario } from 'ultra-parity';
import { GRACE, publish, signUp } from './support/people.ts';

scenario('publishes an article under a slug of its title', async ({ client }) => {
  const token = await signUp(client);

  const published = await client.post('/api/articles', {
    token,
    json: {
      article: {
        title: 'How to train your Dragon!',
        description: 'Ever wonder?',
        body: 'Carefully.',
        tagList: ['b', 'a'],
      },
    },
  });

  published.expect({
    status: 201,
    body: {
      article: {
        slug: 'how-to-train-your-dragon-1',
        tagList: ['a', 'b'],
        createdAt: like.instant('Z'),
        favorited: false,
        favoritesCount: 0,
        author: { username: 'ada', following: false },
      },
    },
  });
});

scenario('lets two authors use one title and one author use it once', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  const json = { article: { title: 'On bugs', description: 'Moths.', body: 'In relays.' } };

  await client.post('/api/articles', { token: ada, json });
  const other = await client.post('/api/articles', { token: grace, json });
  const again = await client.post('/api/articles', { token: ada, json });

  other.expect({ status: 201, body: { article: { slug: 'on-bugs-2' } } });
  again.expect({ status: 422, body: { errors: { title: ['must be unique'] } } });
});

scenario('keeps letters of every script in a slug', async ({ client }) => {
  const token = await signUp(client);
  const slug = await publish(client, token, { title: 'Über Öl & Größe: ça va?' });

  const found = await client.get(`/api/articles/${encodeURIComponent(slug)}`);

  found.expect({ status: 200, body: { article: { slug: 'über-öl-größe-ça-va-1' } } });
});

scenario('changes an article and its slug for its author alone', async ({ client }) => {
  const ada = await signUp(client);
  const grace = await signUp(client, GRACE);
  const slug = await publish(client, ada, { title: 'First draft' });

  const refused = await client.request('PUT', `/api/articles/${slug}`, {
    token: grace,
    json: { article: { body: '-' } },
  });
  const changed = await client.request('PUT', `/api/articles/${slug}`, {
    token: ada,
    json: { article: { title: 'Second draft' } },
  });
  const old = await client.get(`/api/articles/${slug}`);

  refused.expect({ status: 403 });
  changed.expect({ status: 200, body: { article: { slug: 'second-draft-1', body: 'It was a bright cold day.' } } });
  old.expect({ status: 404 });
});

scenario('deletes an article with all that hangs on it', async ({ client, tables }) => {
  const token = await signUp(client);
  const slug = await publish(client, token, { title: 'Short-lived', tagList: ['gone'] });
  await client.post(`/api/articles/${slug}/comments`, { token, json: { comment: { body: 'Nice.' } } });
  await client.post(`/api/articles/${slug}/favorite`, { token });

  const deleted = await client.request('DELETE', `/api/articles/${slug}`, { token });
  const tags = await client.get('/api/tags');

  deleted.expect({ status: 204, body: null });
  tags.expect({ body: { tags: [] } });
  (await tables()).expect({ articles: [], comments: [], favorites: [], article_tags: [] });
});

scenario('answers 404 for an article that was never written', async ({ client }) => {
  const reply = await client.get('/api/articles/no-such-article-1');

  reply.expect({ status: 404, body: { errors: { article: ['not found'] } } });
});

scenario('refuses an article without a body and one of nobody', async ({ client }) => {
  const token = await signUp(client);
  const json = { article: { title: 'Empty', description: '' } };

  const incomplete = await client.post('/api/articles', { token, json });
  const anonymous = await client.post('/api/articles', { json });

  incomplete.expect({ status: 422, body: { errors: { body: ["can't be blank"], description: ["can't be blank"] } } });
  anonymous.expect({ status: 401 });
});

scenario('answers 400 for a body that is not JSON', async ({ client }) => {
  const reply = await client.post('/api/users', { raw: '{"user":' });

  reply.expect({ status: 400 });
});
