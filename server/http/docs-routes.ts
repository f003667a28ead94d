import { DOCS_POLICY, docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import { publicRoute, type Route } from './route.ts';

/** The description of the registry that `routes` gives, itself included. */
export function docsRoutes(routes: () => readonly Route[]): readonly Route[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/openapi.json',
      handle: async ({ settings }) => ({ status: 200, body: openApiDocument(routes(), settings.version) }),
    }),
    publicRoute({
      method: 'GET',
      path: '/docs',
      handle: async ({ settings }) => ({
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': DOCS_POLICY },
        text: docsPage(openApiDocument(routes(), settings.version)),
      }),
    }),
  ];
}
