import { userView } from './account-views.ts';
import { type Route, route } from './route.ts';

export const userRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/users/me',
    handle: async ({ principal }) => ({ status: 200, body: userView(principal.user) }),
  }),
];
