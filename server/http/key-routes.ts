import { z } from 'zod';
import { ProblemError } from '../domain/errors.ts';
import { deleteProviderKey, findProviderKey, isProvider, saveProviderKey } from '../domain/provider-keys.ts';
import { createServiceKey, revokeServiceKey } from '../domain/service-keys.ts';
import { KEY_SCOPES, type ProviderKey, type ServiceKey } from '../ports/key-records.ts';
import type { ProviderName } from '../ports/llm-provider.ts';
import { type Route, route } from './route.ts';
import { storableText } from './storable-text.ts';

const SERVICE_KEY = z.strictObject({
  name: storableText().trim().min(1).max(100),
  scopes: z
    .array(z.enum(KEY_SCOPES))
    .min(1)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'The scopes must differ'),
});

/** Visible ASCII, as in a header, and long enough that its last 4 characters give nothing away. */
const PROVIDER_KEY = z.strictObject({
  apiKey: z
    .string()
    .min(16)
    .max(512)
    .regex(/^[\x21-\x7e]+$/, 'Must be visible ASCII without spaces'),
});

const PROVIDER_KEY_PATH = '/api/users/me/provider-keys/:provider';

export const keyRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/users/me/api-keys',
    body: SERVICE_KEY,
    handle: async ({ ports, body, principal }) => {
      const { key, record } = await createServiceKey(ports, { userId: principal.user.id, ...body });
      return { status: 201, body: { ...serviceKeyView(record), key } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/users/me/api-keys',
    handle: async ({ ports, principal }) => {
      const keys = await ports.database.serviceKeys.listOf(principal.user.id);
      return { status: 200, body: { apiKeys: keys.map(serviceKeyView) } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/users/me/api-keys/:id',
    handle: async ({ ports, params, principal }) => {
      const id = z.uuid().safeParse(params['id']?.toLowerCase());
      if (!id.success) {
        throw new ProblemError('not_found', 'There is no such API key');
      }
      await revokeServiceKey(ports, { id: id.data, userId: principal.user.id });
      return { status: 204 };
    },
  }),
  route({
    method: 'PUT',
    path: PROVIDER_KEY_PATH,
    body: PROVIDER_KEY,
    handle: async ({ ports, params, body, principal, signal }) => {
      const owner = { userId: principal.user.id, provider: providerOf(params) };
      const key = await saveProviderKey(ports, { ...owner, apiKey: body.apiKey, signal });
      return { status: 200, body: providerKeyView(key) };
    },
  }),
  route({
    method: 'GET',
    path: PROVIDER_KEY_PATH,
    handle: async ({ ports, params, principal }) => {
      const key = await findProviderKey(ports, { userId: principal.user.id, provider: providerOf(params) });
      return { status: 200, body: providerKeyView(key) };
    },
  }),
  route({
    method: 'DELETE',
    path: PROVIDER_KEY_PATH,
    handle: async ({ ports, params, principal }) => {
      await deleteProviderKey(ports, { userId: principal.user.id, provider: providerOf(params) });
      return { status: 204 };
    },
  }),
];

function providerOf(params: Readonly<Record<string, string>>): ProviderName {
  const provider = params['provider'];
  if (!isProvider(provider)) {
    throw new ProblemError('not_found', 'There is no such provider');
  }
  return provider;
}

function serviceKeyView({ id, name, prefix, scopes, createdAt, lastUsedAt }: ServiceKey) {
  return {
    ...{ id, name, prefix, scopes },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

function providerKeyView({ provider, last4, status, createdAt, updatedAt }: ProviderKey) {
  return { provider, last4, status, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
