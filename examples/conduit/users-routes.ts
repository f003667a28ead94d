import bcrypt from 'bcryptjs';
import { type Request, Router } from 'express';
import { issueToken, readIdentity, requireIdentity, signedIn } from './identity.ts';
import { Problem, readTexts, requireTexts } from './problems.ts';
import type { Store, User, UserChanges } from './store.ts';

const BCRYPT_COST = 10;

/** Accounts, profiles and the sessions of browsers. */
export function usersRoutes(store: Store): Router {
  const routes = Router();

  routes.post('/users', async (request, response) => {
    const { email, username, password } = requireTexts(request.body?.user, ['email', 'username', 'password']);
    await requireFree(store, { email, username });
    const user = await store.addUser({ email, username, password: await bcrypt.hash(password, BCRYPT_COST) });
    response.status(201).json({ user: showAccount(user) });
  });

  routes.post('/users/login', async (request, response) => {
    response.json({ user: showAccount(await authenticate(store, request)) });
  });

  routes.get('/user', signedIn, async (request, response) => {
    response.json({ user: showAccount(await readUser(store, request)) });
  });

  routes.put('/user', signedIn, async (request, response) => {
    const user = await readUser(store, request);
    const { password, ...texts } = readTexts(request.body?.user, ['email', 'username', 'bio', 'image', 'password']);
    await requireFree(store, texts, user.id);
    const changes: UserChanges = {
      ...texts,
      ...(password === undefined ? {} : { password: await bcrypt.hash(password, BCRYPT_COST) }),
    };
    response.json({ user: showAccount(await store.changeUser(user.id, changes)) });
  });

  routes.use('/profiles/:username', profileRoutes(store));
  routes.use('/session', sessionRoutes(store));
  return routes;
}

function profileRoutes(store: Store): Router {
  const routes = Router({ mergeParams: true });
  const findProfile = async ({ params }: Request<{ readonly username: string }>) => {
    const user = await store.findUser({ username: params.username });
    if (user === undefined) {
      throw new Problem(404, { profile: ['not found'] });
    }
    return user;
  };

  routes.get('/', async (request: Request<{ readonly username: string }>, response) => {
    const user = await findProfile(request);
    const reader = readIdentity(request);
    response.json({
      profile: showProfile(user, reader !== undefined && (await store.isFollowing(reader, user.id))),
    });
  });

  routes.post('/follow', async (request: Request<{ readonly username: string }>, response) => {
    const reader = requireIdentity(request);
    const user = await findProfile(request);
    await store.follow(reader, user.id);
    response.json({ profile: showProfile(user, true) });
  });

  routes.delete('/follow', async (request: Request<{ readonly username: string }>, response) => {
    const reader = requireIdentity(request);
    const user = await findProfile(request);
    await store.unfollow(reader, user.id);
    response.json({ profile: showProfile(user, false) });
  });
  return routes;
}

function sessionRoutes(store: Store): Router {
  const routes = Router();

  routes.post('/', async (request, response) => {
    const user = await authenticate(store, request);
    await new Promise<void>((resolve, reject) =>
      request.session.regenerate((error) => (error ? reject(error) : resolve())),
    );
    request.session.userId = user.id;
    response.status(201).json({ user: { username: user.username } });
  });

  routes.delete('/', async (request, response) => {
    await new Promise<void>((resolve, reject) =>
      request.session.destroy((error) => (error ? reject(error) : resolve())),
    );
    response.clearCookie('connect.sid').status(204).end();
  });
  return routes;
}

async function authenticate(store: Store, request: Request): Promise<User> {
  const { email, password } = requireTexts(request.body?.user, ['email', 'password']);
  const user = await store.findUser({ email });
  if (user === undefined || !(await bcrypt.compare(password, user.password))) {
    throw new Problem(401, { 'email or password': ['is invalid'] });
  }
  return user;
}

async function readUser(store: Store, request: Request): Promise<User> {
  const user = await store.findUser({ id: requireIdentity(request) });
  if (user === undefined) {
    throw new Problem(401, { token: ['is invalid'] });
  }
  return user;
}

async function requireFree(store: Store, { email, username }: Partial<User>, except?: number): Promise<void> {
  const taken: Record<string, string[]> = {};
  for (const [name, by] of Object.entries({ email: { email }, username: { username } })) {
    const found = Object.values(by).includes(undefined) ? undefined : await store.findUser(by as Partial<User>);
    if (found !== undefined && found.id !== except) {
      taken[name] = ['has already been taken'];
    }
  }
  if (Object.keys(taken).length > 0) {
    throw new Problem(422, taken);
  }
}

function showAccount(user: User): object {
  const { email, username, bio, image } = user;
  return { email, token: issueToken(user), username, bio, image };
}

export function showProfile({ username, bio, image }: User, following: boolean): object {
  return { username, bio, image, following };
}
