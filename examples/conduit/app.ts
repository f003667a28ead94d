import express, { type Express } from 'express';
import session, { type Store as SessionStore } from 'express-session';
import { articlesRoutes } from './articles-routes.ts';
import { answerProblem, Problem } from './problems.ts';
import type { Store } from './store.ts';
import { usersRoutes } from './users-routes.ts';

const A_WEEK = 7 * 24 * 60 * 60 * 1_000;

/** Conduit, a place to write and read articles (https://docs.realworld.show), with sessions for browsers besides tokens. */
export function createApp(store: Store, sessions: SessionStore): Express {
  const app = express();
  app.use(express.json());
  app.use(
    session({
      store: sessions,
      secret: 'of-an-example',
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: 'lax', maxAge: A_WEEK },
    }),
  );
  app.use('/api', usersRoutes(store), articlesRoutes(store));
  app.use((request) => {
    throw new Problem(404, { path: [`${request.path} not found`] });
  });
  app.use(answerProblem);
  return app;
}
