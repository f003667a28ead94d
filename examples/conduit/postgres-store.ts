import type pg from 'pg';
import type {
  Article,
  ArticleChanges,
  ArticlePage,
  ArticleQuery,
  Comment,
  NewArticle,
  Reader,
  Store,
  User,
  UserChanges,
} from './store.ts';

/** The columns of a user under the names of the application. */
const USER = ['id', 'email', 'username', 'password', 'bio', 'image']
  .map((name) => `u.${name}`)
  .concat('u.created_at as "createdAt"', 'u.updated_at as "updatedAt"')
  .join(', ');

/** Articles as the reader sees them who is that parameter of the statement. */
const selectArticlesFor = (reader: `$${number}`) => `
  select a.id, a.slug, a.title, a.description, a.body, a.created_at as "createdAt", a.updated_at as "updatedAt",
    array(select tag from article_tags t where t.article_id = a.id order by tag collate "C") as tags,
    (select count(*)::int from favorites f where f.article_id = a.id) as "favoritesCount",
    exists(select from favorites f where f.article_id = a.id and f.user_id = ${reader}) as "isFavorite",
    exists(select from follows f where f.followed_id = a.author_id and f.follower_id = ${reader}) as "isAuthorFollowed",
    a.author_id as "authorId"
  from articles a`;

type ArticleRow = Omit<Article, 'author'> & { readonly authorId: number };

/** What runs in production. */
export class PostgresStore implements Store {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async addUser({ email, username, password }: Pick<User, 'email' | 'username' | 'password'>): Promise<User> {
    return await this.#one<User>(
      `insert into users as u (email, username, password) values ($1, $2, $3) returning ${USER}`,
      [email, username, password],
    );
  }

  async findUser(by: Partial<Pick<User, 'id' | 'email' | 'username'>>): Promise<User | undefined> {
    const { id = null, email = null, username = null } = by;
    const [user] = await this.#all<User>(
      `select ${USER} from users u
        where ($1::int is null or id = $1) and ($2::text is null or email = $2) and ($3::text is null or username = $3)`,
      [id, email, username],
    );
    return user;
  }

  async changeUser(id: number, changes: UserChanges): Promise<User> {
    const names = Object.keys(changes);
    const assignments = names.map((name, index) => `${name} = $${index + 2}`);
    return await this.#one<User>(
      `update users as u set ${[...assignments, 'updated_at = now()'].join(', ')} where id = $1 returning ${USER}`,
      [id, ...Object.values(changes)],
    );
  }

  async follow(follower: number, followed: number): Promise<void> {
    await this.#all('insert into follows values ($1, $2) on conflict do nothing', [follower, followed]);
  }

  async unfollow(follower: number, followed: number): Promise<void> {
    await this.#all('delete from follows where follower_id = $1 and followed_id = $2', [follower, followed]);
  }

  async isFollowing(follower: number, followed: number): Promise<boolean> {
    const rows = await this.#all('select from follows where follower_id = $1 and followed_id = $2', [
      follower,
      followed,
    ]);
    return rows.length > 0;
  }

  async addArticle({ slug, title, description, body, tags, authorId }: NewArticle): Promise<void> {
    const { id } = await this.#one<{ readonly id: number }>(
      'insert into articles (slug, title, description, body, author_id) values ($1, $2, $3, $4, $5) returning id',
      [slug, title, description, body, authorId],
    );
    await this.#all('insert into article_tags select $1, unnest($2::text[])', [id, tags]);
  }

  async findArticle(slug: string, reader: Reader): Promise<Article | undefined> {
    const [found] = await this.#show(`${selectArticlesFor('$2')} where slug = $1`, [slug, reader]);
    return found;
  }

  async changeArticle(id: number, changes: ArticleChanges): Promise<void> {
    const assignments = Object.keys(changes).map((name, index) => `${name} = $${index + 2}`);
    await this.#all(`update articles set ${[...assignments, 'updated_at = now()'].join(', ')} where id = $1`, [
      id,
      ...Object.values(changes),
    ]);
  }

  async deleteArticle(id: number): Promise<void> {
    await this.#all('delete from articles where id = $1', [id]);
  }

  async listArticles({ tag, author, favoritedBy, feedOf, limit, offset }: ArticleQuery, reader: Reader) {
    const where = `
      where ($1::text is null or exists(select from article_tags t where t.article_id = a.id and t.tag = $1))
        and ($2::text is null or exists(select from users u where u.id = a.author_id and u.username = $2))
        and ($3::text is null or exists(
          select from favorites f join users u on u.id = f.user_id where f.article_id = a.id and u.username = $3))
        and ($4::int is null or exists(
          select from follows f where f.followed_id = a.author_id and f.follower_id = $4))`;
    const filter = [tag, author, favoritedBy, feedOf];
    const articles = await this.#show(
      `${selectArticlesFor('$5')} ${where} order by created_at desc, id desc limit $6 offset $7`,
      [...filter, reader, limit, offset],
    );
    const { total } = await this.#one<{ readonly total: number }>(
      `select count(*)::int as total from articles a ${where}`,
      filter,
    );
    return { articles, total } satisfies ArticlePage;
  }

  async listTags(): Promise<readonly string[]> {
    const rows = await this.#all<{ readonly tag: string }>(
      'select tag from article_tags group by tag order by count(*) desc, tag collate "C"',
    );
    return rows.map(({ tag }) => tag);
  }

  async favorite(user: number, article: number): Promise<void> {
    await this.#all('insert into favorites values ($1, $2) on conflict do nothing', [user, article]);
  }

  async unfavorite(user: number, article: number): Promise<void> {
    await this.#all('delete from favorites where user_id = $1 and article_id = $2', [user, article]);
  }

  async addComment({ body, article, author }: { body: string; article: number; author: number }): Promise<Comment> {
    const added = await this.#one<Omit<Comment, 'author'>>(
      `insert into comments (body, article_id, author_id) values ($1, $2, $3)
        returning id, body, created_at as "createdAt", updated_at as "updatedAt"`,
      [body, article, author],
    );
    return { ...added, author: await this.#user(author) };
  }

  async listComments(article: number): Promise<readonly Comment[]> {
    const rows = await this.#all<Omit<Comment, 'author'> & { readonly authorId: number }>(
      `select id, body, created_at as "createdAt", updated_at as "updatedAt", author_id as "authorId"
        from comments where article_id = $1 order by id desc`,
      [article],
    );
    return await Promise.all(
      rows.map(async ({ authorId, ...comment }) => ({ ...comment, author: await this.#user(authorId) })),
    );
  }

  async deleteComment(id: number): Promise<void> {
    await this.#all('delete from comments where id = $1', [id]);
  }

  async #show(sql: string, values: readonly unknown[]): Promise<Article[]> {
    const rows = await this.#all<ArticleRow>(sql, values);
    return await Promise.all(
      rows.map(async ({ authorId, ...article }) => ({ ...article, author: await this.#user(authorId) })),
    );
  }

  async #user(id: number): Promise<User> {
    return await this.#one<User>(`select ${USER} from users u where id = $1`, [id]);
  }

  async #one<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row> {
    const [row] = await this.#all<Row>(sql, values);
    if (row === undefined) {
      throw new Error(`No row: ${sql}`);
    }
    return row;
  }

  async #all<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, [...values])).rows;
  }
}
