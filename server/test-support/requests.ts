import request from 'supertest';
import type { TestApp } from './mock-server.ts';

export const PASSWORD = 'correct horse battery';

export interface Account {
  readonly user: { readonly id: string };
  readonly accessToken: string;
  readonly refreshToken: string;
}

export async function signUp({ app }: TestApp, email = 'ada@example.org'): Promise<Account> {
  const response = await request(app).post('/api/auth/register').send({ email, password: PASSWORD });
  if (response.status !== 201) {
    throw new Error(`Signing up gave ${response.status}: ${response.text}`);
  }
  return response.body;
}

export function logIn({ app }: TestApp, credentials: { readonly email?: string; readonly password: string }) {
  return request(app)
    .post('/api/auth/login')
    .send({ email: 'ada@example.org', ...credentials });
}

export function refresh({ app }: TestApp, refreshToken: string) {
  return request(app).post('/api/auth/refresh').send({ refreshToken });
}

export function me({ app }: TestApp, token: string) {
  return request(app).get('/api/users/me').auth(token, { type: 'bearer' });
}

export function analyze(
  { app }: TestApp,
  { accessToken }: Account,
  command: { readonly models?: readonly string[] } = {},
) {
  return request(app)
    .post('/api/analyze')
    .auth(accessToken, { type: 'bearer' })
    .send({ query: 'Why is the sky blue?', ...command });
}
