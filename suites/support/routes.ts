import type { Client, Reply, RequestOptions } from 'ultra-parity';

export interface DocumentedRoute {
  readonly method: string;
  readonly path: string;
  readonly options?: RequestOptions;
}

/** Every route that is not public. A route that is added and not named here is protected by default, and unproven. */
export const PROTECTED: readonly DocumentedRoute[] = [
  { method: 'POST', path: '/api/auth/logout' },
  { method: 'GET', path: '/api/users/me' },
  {
    method: 'POST',
    path: '/api/users/me/change-password',
    options: { json: { currentPassword: 'a long enough password', newPassword: 'another long password' } },
  },
  { method: 'POST', path: '/api/users/me/api-keys', options: { json: { name: 'build', scopes: ['read'] } } },
  { method: 'GET', path: '/api/users/me/api-keys' },
  { method: 'DELETE', path: '/api/users/me/api-keys/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11' },
  {
    method: 'PUT',
    path: '/api/users/me/provider-keys/openai',
    options: { json: { apiKey: 'a-key-that-is-long-enough' } },
  },
  { method: 'GET', path: '/api/users/me/provider-keys/openai' },
  { method: 'DELETE', path: '/api/users/me/provider-keys/openai' },
  { method: 'POST', path: '/api/analyze', options: { json: { query: 'How do I migrate a table?' } } },
  { method: 'POST', path: '/api/analyze/stream', options: { json: { query: 'How do I migrate a table?' } } },
  { method: 'GET', path: '/api/analyses' },
  { method: 'GET', path: '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11' },
  { method: 'GET', path: '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11/events' },
  { method: 'DELETE', path: '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11' },
];

/** Those that a service key may open, with the scope that it needs. */
export const FOR_KEYS: readonly (DocumentedRoute & { readonly scope: 'analyze' | 'read' })[] = PROTECTED.filter(
  ({ method, path }) => path.startsWith('/api/anal') && method !== 'DELETE',
).map((route) => ({ ...route, scope: route.method === 'GET' ? 'read' : 'analyze' }));

/** Those that take a body, protected or not. */
export const WITH_BODY: readonly DocumentedRoute[] = [
  { method: 'POST', path: '/api/auth/register' },
  { method: 'POST', path: '/api/auth/login' },
  { method: 'POST', path: '/api/auth/refresh' },
  ...PROTECTED.filter(({ options }) => options !== undefined),
];

export function send(client: Client, { method, path }: DocumentedRoute, options: RequestOptions): Promise<Reply> {
  return client.request(method, path, options);
}
