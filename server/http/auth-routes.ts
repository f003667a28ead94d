import { createHash } from 'node:crypto';
import { z } from 'zod';
import { logIn, logOut, refresh, register } from '../domain/accounts.ts';
import { admitWithin } from '../domain/rate-limits.ts';
import { signedInView } from './account-views.ts';
import { NEW_PASSWORD, SENT_PASSWORD } from './password-schema.ts';
import { publicRoute, type Route, route } from './route.ts';
import { storableText } from './storable-text.ts';

const EMAIL = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email());

const REGISTRATION = z.strictObject({
  email: EMAIL,
  password: NEW_PASSWORD,
  name: storableText().trim().min(1).max(100).optional(),
});
const CREDENTIALS = z.strictObject({ email: EMAIL, password: SENT_PASSWORD });

export const authRoutes: readonly Route[] = [
  publicRoute({
    method: 'POST',
    path: '/api/auth/register',
    isSignIn: true,
    body: REGISTRATION,
    handle: async ({ ports, settings, body }) => {
      const account = { email: body.email, password: body.password, name: body.name ?? null };
      return { status: 201, body: signedInView(await register(ports, settings.lifetimes, account)) };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/api/auth/login',
    isSignIn: true,
    body: CREDENTIALS,
    handle: async ({ ports, settings, body, address }) => {
      const principal = loginPrincipal(body.email, address);
      const headers = await admitWithin(ports, settings.limits.passwords, principal);
      return { status: 200, headers, body: signedInView(await logIn(ports, settings.lifetimes, body)) };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/api/auth/refresh',
    isSignIn: true,
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
      await logOut(ports, principal);
      return { status: 204 };
    },
  }),
];

/** An account and an address. The limit must not keep e-mail addresses of people who have no account. */
function loginPrincipal(email: string, address: string): string {
  return createHash('sha256').update(`${email}\0${address}`).digest('hex');
}
