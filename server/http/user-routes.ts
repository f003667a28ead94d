import { z } from 'zod';
import { changePassword } from '../domain/passwords.ts';
import { admitWithin } from '../domain/rate-limits.ts';
import { userView } from './account-views.ts';
import { NEW_PASSWORD, SENT_PASSWORD } from './password-schema.ts';
import { type Route, route } from './route.ts';

const PASSWORD_CHANGE = z
  .strictObject({ currentPassword: SENT_PASSWORD, newPassword: NEW_PASSWORD })
  .refine((body) => body.newPassword !== body.currentPassword, {
    path: ['newPassword'],
    message: 'Must differ from the current password',
  });

export const userRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/users/me',
    handle: async ({ principal }) => ({ status: 200, body: userView(principal.user) }),
  }),
  route({
    method: 'POST',
    path: '/api/users/me/change-password',
    body: PASSWORD_CHANGE,
    handle: async ({ ports, settings, body, principal }) => {
      const headers = await admitWithin(ports, settings.limits.passwords, principal.user.id);
      await changePassword(ports, principal, { current: body.currentPassword, next: body.newPassword });
      return { status: 204, headers };
    },
  }),
];
