import { analysisRoutes } from './analysis-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { modelRoutes } from './model-routes.ts';
import type { Route } from './route.ts';
import { userRoutes } from './user-routes.ts';

/** Everything that the server answers. Matching goes from the top: an exact path stands before a parameter. */
export const ROUTES: readonly Route[] = [
  ...healthRoutes,
  ...metricsRoutes,
  ...authRoutes,
  ...userRoutes,
  ...keyRoutes,
  ...modelRoutes,
  ...analysisRoutes,
  ...docsRoutes(() => ROUTES),
];
