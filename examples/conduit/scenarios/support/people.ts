import type { Client, Json } from 'ultra-parity';

export const ADA = { username: 'ada', email: 'ada@example.org', password: 'correct horse battery' };
export const GRACE = { username: 'grace', email: 'grace@example.org', password: 'staple nanosecond' };

/** Signs a person up and returns the token. */
export async function signUp(client: Client, user: typeof ADA = ADA): Promise<string> {
  const reply = await client.post('/api/users', { json: { user } });
  return reply.text('user', 'token');
}

export interface Draft {
  readonly title: string;
  readonly description?: string;
  readonly body?: string;
  readonly tagList?: readonly string[];
}

/** Publishes an article and returns its slug. */
export async function publish(client: Client, token: string, draft: Draft): Promise<string> {
  const article: Json = { description: 'Worth reading.', body: 'It was a bright cold day.', ...draft };
  const reply = await client.post('/api/articles', { token, json: { article } });
  return reply.text('article', 'slug');
}
