import { type Request, Router } from 'express';
import { readIdentity, requireIdentity, signedIn } from './identity.ts';
import { Problem, readTexts, requireTexts } from './problems.ts';
import type { Article, Comment, Store } from './store.ts';
import { showProfile } from './users-routes.ts';

type BySlug = Request<{ readonly slug: string }>;

export function articlesRoutes(store: Store): Router {
  const routes = Router();

  routes.get('/articles', async (request, response) => {
    const query = { ...readPage(request), ...readFilter(request) };
    response.json(showPage(await store.listArticles(query, readIdentity(request))));
  });

  routes.get('/articles/feed', signedIn, async (request, response) => {
    const reader = requireIdentity(request);
    response.json(showPage(await store.listArticles({ ...readPage(request), feedOf: reader }, reader)));
  });

  routes.post('/articles', signedIn, async (request, response) => {
    const author = requireIdentity(request);
    const given = request.body?.article;
    const texts = requireTexts(given, ['title', 'description', 'body']);
    const slug = await requireFreeSlug(store, texts.title, author);
    const tags: readonly string[] = [...new Set<string>(Array.isArray(given.tagList) ? given.tagList.map(String) : [])];
    await store.addArticle({ ...texts, slug, tags, authorId: author });
    response.status(201).json({ article: showArticle(await findArticle(store, slug, author)) });
  });

  routes.get('/tags', async (_request, response) => {
    response.json({ tags: await store.listTags() });
  });

  routes.use('/articles/:slug', articleRoutes(store));
  routes.use('/articles/:slug/comments', commentRoutes(store));
  return routes;
}

function articleRoutes(store: Store): Router {
  const routes = Router({ mergeParams: true });

  routes.get('/', async (request: BySlug, response) => {
    response.json({ article: showArticle(await findArticle(store, request.params.slug, readIdentity(request))) });
  });

  routes.put('/', async (request: BySlug, response) => {
    const author = requireIdentity(request);
    const article = await requireOwn(store, request);
    const texts = readTexts(request.body?.article, ['title', 'description', 'body']);
    const isRenamed = texts.title !== undefined && texts.title !== article.title;
    const slug = isRenamed ? await requireFreeSlug(store, texts.title ?? '', author) : article.slug;
    await store.changeArticle(article.id, { ...texts, slug });
    response.json({ article: showArticle(await findArticle(store, slug, author)) });
  });

  routes.delete('/', async (request: BySlug, response) => {
    await store.deleteArticle((await requireOwn(store, request)).id);
    response.status(204).end();
  });

  routes.post('/favorite', async (request: BySlug, response) => {
    const reader = requireIdentity(request);
    await store.favorite(reader, (await findArticle(store, request.params.slug, reader)).id);
    response.json({ article: showArticle(await findArticle(store, request.params.slug, reader)) });
  });

  routes.delete('/favorite', async (request: BySlug, response) => {
    const reader = requireIdentity(request);
    await store.unfavorite(reader, (await findArticle(store, request.params.slug, reader)).id);
    response.json({ article: showArticle(await findArticle(store, request.params.slug, reader)) });
  });
  return routes;
}

function commentRoutes(store: Store): Router {
  const routes = Router({ mergeParams: true });

  routes.get('/', async (request: BySlug, response) => {
    const article = await findArticle(store, request.params.slug, readIdentity(request));
    response.json({ comments: (await store.listComments(article.id)).map(showComment) });
  });

  routes.post('/', async (request: BySlug, response) => {
    const author = requireIdentity(request);
    const article = await findArticle(store, request.params.slug, author);
    const { body } = requireTexts(request.body?.comment, ['body']);
    const comment = await store.addComment({ body, article: article.id, author });
    response.status(201).json({ comment: showComment(comment) });
  });

  routes.delete('/:id', async (request: Request<{ readonly slug: string; readonly id: string }>, response) => {
    const reader = requireIdentity(request);
    const article = await findArticle(store, request.params.slug, reader);
    const comments = await store.listComments(article.id);
    const comment = comments.find(({ id }) => id === Number(request.params.id));
    if (comment === undefined) {
      throw new Problem(404, { comment: ['not found'] });
    }
    if (comment.author.id !== reader) {
      throw new Problem(403, { comment: ['is not yours'] });
    }
    await store.deleteComment(comment.id);
    response.status(204).end();
  });
  return routes;
}

async function findArticle(store: Store, slug: string, reader: number | undefined): Promise<Article> {
  const article = await store.findArticle(slug, reader);
  if (article === undefined) {
    throw new Problem(404, { article: ['not found'] });
  }
  return article;
}

async function requireOwn(store: Store, request: BySlug): Promise<Article> {
  const reader = requireIdentity(request);
  const article = await findArticle(store, request.params.slug, reader);
  if (article.author.id !== reader) {
    throw new Problem(403, { article: ['is not yours'] });
  }
  return article;
}

/** The slug of a title of that author: two authors may write under one title. Throws 422 when it is taken. */
async function requireFreeSlug(store: Store, title: string, author: number): Promise<string> {
  const words = title.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  const slug = `${words.join('-')}-${author}`;
  if ((await store.findArticle(slug, undefined)) !== undefined) {
    throw new Problem(422, { title: ['must be unique'] });
  }
  return slug;
}

function readFilter({ query }: Request) {
  const { tag, author, favorited } = readTexts(query, ['tag', 'author', 'favorited']);
  return { tag, author, favoritedBy: favorited };
}

function readPage({ query }: Request): { readonly limit: number; readonly offset: number } {
  const number = (value: unknown, otherwise: number) => (/^\d{1,4}$/.test(String(value)) ? Number(value) : otherwise);
  return { limit: Math.min(number(query['limit'], 20), 100), offset: number(query['offset'], 0) };
}

function showPage({ articles, total }: { readonly articles: readonly Article[]; readonly total: number }): object {
  return { articles: articles.map(showArticle), articlesCount: total };
}

function showArticle(article: Article): object {
  const { slug, title, description, body, tags, createdAt, updatedAt } = article;
  const { favoritesCount, isFavorite, author, isAuthorFollowed } = article;
  return {
    slug,
    title,
    description,
    body,
    tagList: tags,
    createdAt,
    updatedAt,
    favorited: isFavorite,
    favoritesCount,
    author: showProfile(author, isAuthorFollowed),
  };
}

function showComment({ id, body, createdAt, updatedAt, author }: Comment): object {
  return { id, createdAt, updatedAt, body, author: showProfile(author, false) };
}
