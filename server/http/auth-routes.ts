import { z } from 'zod';
import { logIn, logOut, refresh, register } from '../domain/accounts.ts';
import { signedInView } from './account-views.ts';
import { publicRoute, type Route, route } from './route.ts';
import { storableText } from './storable-text.ts';

const EMAIL = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email());
const PASSWORD_LENGTH = { min: 12, max: 128 };

const REGISTRATION = z.strictObject({
  email: EMAIL,
  password: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
  name: storableText().trim().min(1).max(100).optional(),
});
const CREDENTIALS = z.strictObject({ email: EMAIL, password: z.string().min(1).max(PASSWORD_LENGTH.max) });

export const authRoutes: readonly Route[] = [
  publicRoute({
    method: 'POST',
    path: '/api/auth/register',
    isPrivate: true,
    body: REGISTRATION,
    handle: async ({ ports, settings, body }) => {
      const account = { email: body.email, password: body.password, name: body.name ?? null };
      return { status: 201, body: signedInView(await register(ports, settings.lifetimes, account)) };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/api/auth/login',
    isPrivate: true,
    body: CREDENTIALS,
    handle: async ({ ports, settings, body }) => ({
      status: 200,
      body: signedInView(await logIn(ports, settings.lifetimes, body)),
    }),
  }),
  publicRoute({
    method: 'POST',
    path: '/api/auth/refresh',
    isPrivate: true,
    body: z.strictObject({ refreshToken: z.string().min(1).max(4096) }),
    handle: async ({ ports, settings, body }) => ({
      status: 200,
      body: signedInView(await refresh(ports, settings.lifetimes, body.refreshToken)),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/auth/logout',
    handle: async ({ ports, principal }) => {
      await logOut(ports, principal.sessionId);
      return { status: 204 };
    },
  }),
];
