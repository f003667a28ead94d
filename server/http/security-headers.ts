import type { RequestHandler } from 'express';
import helmet from 'helmet';

const YEAR_SECONDS = 31_536_000;

/** No cache keeps an answer: what is not personal changes from one moment to the next (RFC 9111, section 5.2.2.5). */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** What every answer tells a browser. An API has no page to frame, no script to run and nothing to sniff. */
export const securityHeaders: RequestHandler = helmet({
  // A browser that is led here by a link runs and loads nothing, and no page may frame an answer.
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // For browsers that know no frame-ancestors.
  xFrameOptions: { action: 'deny' },
  // Once a browser has come over TLS, it comes so for a year. Over plain HTTP it takes no notice (RFC 6797, 8.1).
  strictTransportSecurity: { maxAge: YEAR_SECONDS, includeSubDomains: false },
});
