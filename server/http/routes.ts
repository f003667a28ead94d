import { analysisRoutes } from './analysis-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { modelRoutes } from './model-routes.ts';
import type { Route } from './route.ts';
import { userRoutes } from './user-routes.ts';

/** Everything that the server answers. Matching goes from the top: an exact path stands before a parameter. */
export const ROUTES: readonly Route[] = [
  ...healthRoutes,
  ...authRoutes,
  ...userRoutes,
  ...modelRoutes,
  ...analysisRoutes,
];
