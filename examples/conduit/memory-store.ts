import type { Article, ArticlePage, ArticleQuery, Comment, NewArticle, Reader, Store, User } from './store.ts';

interface ArticleRow extends NewArticle {
  readonly id: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface CommentRow {
  readonly id: number;
  readonly body: string;
  readonly article: number;
  readonly author: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The double that the tests of this application use. */
export class MemoryStore implements Store {
  readonly #users = new Map<number, User>();
  readonly #articles = new Map<number, ArticleRow>();
  readonly #comments = new Map<number, CommentRow>();
  #follows: { readonly follower: number; readonly followed: number }[] = [];
  #favorites: { readonly user: number; readonly article: number }[] = [];
  readonly #lastIds = { users: 0, articles: 0, comments: 0 };

  async addUser(user: Pick<User, 'email' | 'username' | 'password'>): Promise<User> {
    const now = new Date();
    const added: User = {
      id: ++this.#lastIds.users,
      bio: null,
      image: null,
      createdAt: now,
      updatedAt: now,
      ...user,
    };
    this.#users.set(added.id, added);
    return added;
  }

  async findUser(by: Partial<Pick<User, 'id' | 'email' | 'username'>>): Promise<User | undefined> {
    const wanted = Object.entries(by) as [keyof User, unknown][];
    return this.#users.values().find((user) => wanted.every(([key, value]) => user[key] === value));
  }

  async changeUser(id: number, changes: Partial<User>): Promise<User> {
    const changed = { ...this.#user(id), ...changes, updatedAt: new Date() };
    this.#users.set(id, changed);
    return changed;
  }

  async follow(follower: number, followed: number): Promise<void> {
    if (!(await this.isFollowing(follower, followed))) {
      this.#follows.push({ follower, followed });
    }
  }

  async unfollow(follower: number, followed: number): Promise<void> {
    this.#follows = this.#follows.filter((one) => one.follower !== follower || one.followed !== followed);
  }

  async isFollowing(follower: number, followed: number): Promise<boolean> {
    return this.#follows.some((one) => one.follower === follower && one.followed === followed);
  }

  async addArticle(article: NewArticle): Promise<void> {
    const now = new Date();
    const id = ++this.#lastIds.articles;
    this.#articles.set(id, { id, createdAt: now, updatedAt: now, ...article, tags: article.tags.toSorted() });
  }

  async findArticle(slug: string, reader: Reader): Promise<Article | undefined> {
    const found = this.#articles.values().find((article) => article.slug === slug);
    return found === undefined ? undefined : this.#show(found, reader);
  }

  async changeArticle(id: number, changes: Partial<ArticleRow>): Promise<void> {
    const article = this.#articles.get(id);
    if (article !== undefined) {
      this.#articles.set(id, { ...article, ...changes, updatedAt: new Date() });
    }
  }

  async deleteArticle(id: number): Promise<void> {
    this.#articles.delete(id);
    this.#favorites = this.#favorites.filter(({ article }) => article !== id);
    for (const comment of [...this.#comments.values()].filter(({ article }) => article === id)) {
      this.#comments.delete(comment.id);
    }
  }

  async listArticles(query: ArticleQuery, reader: Reader): Promise<ArticlePage> {
    const { tag, author, favoritedBy, feedOf, limit, offset } = query;
    const found = [...this.#articles.values()]
      .filter((article) => tag === undefined || article.tags.includes(tag))
      .filter((article) => author === undefined || this.#user(article.authorId).username === author)
      .filter((article) => favoritedBy === undefined || this.#fans(article.id).includes(favoritedBy))
      .filter((article) => feedOf === undefined || this.#isFollowed(feedOf, article.authorId))
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id);
    const page = found.slice(offset, offset + limit);
    return { articles: page.map((article) => this.#show(article, reader)), total: found.length };
  }

  async listTags(): Promise<readonly string[]> {
    const counts = new Map<string, number>();
    for (const tag of [...this.#articles.values()].flatMap(({ tags }) => tags)) {
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([tag]) => tag);
  }

  async favorite(user: number, article: number): Promise<void> {
    if (!this.#favorites.some((one) => one.user === user && one.article === article)) {
      this.#favorites.push({ user, article });
    }
  }

  async unfavorite(user: number, article: number): Promise<void> {
    this.#favorites = this.#favorites.filter((one) => one.user !== user || one.article !== article);
  }

  async addComment(comment: Pick<CommentRow, 'body' | 'article' | 'author'>): Promise<Comment> {
    const now = new Date();
    const added = { id: ++this.#lastIds.comments, createdAt: now, updatedAt: now, ...comment };
    this.#comments.set(added.id, added);
    return { ...added, author: this.#user(added.author) };
  }

  async listComments(article: number): Promise<readonly Comment[]> {
    return [...this.#comments.values()]
      .filter((comment) => comment.article === article)
      .toSorted((a, b) => b.id - a.id)
      .map((comment) => ({ ...comment, author: this.#user(comment.author) }));
  }

  async deleteComment(id: number): Promise<void> {
    this.#comments.delete(id);
  }

  /** The rows as the tables of the database would hold them. */
  async rows(): Promise<Record<string, object[]>> {
    const articles = [...this.#articles.values()];
    return {
      users: [...this.#users.values()].map(({ createdAt, updatedAt, ...user }) => ({
        ...user,
        created_at: createdAt,
        updated_at: updatedAt,
      })),
      follows: this.#follows.map(({ follower, followed }) => ({ follower_id: follower, followed_id: followed })),
      articles: articles.map(({ tags: _, authorId, createdAt, updatedAt, ...article }) => ({
        ...article,
        author_id: authorId,
        created_at: createdAt,
        updated_at: updatedAt,
      })),
      article_tags: articles.flatMap(({ id, tags }) => tags.map((tag) => ({ article_id: id, tag }))),
      favorites: this.#favorites.map(({ user, article }) => ({ user_id: user, article_id: article })),
      comments: [...this.#comments.values()].map(({ id, body, article, author, createdAt, updatedAt }) => ({
        id,
        body,
        article_id: article,
        author_id: author,
        created_at: createdAt,
        updated_at: updatedAt,
      })),
    };
  }

  #user(id: number): User {
    const user = this.#users.get(id);
    if (user === undefined) {
      throw new Error(`There is no user ${id}`);
    }
    return user;
  }

  #isFollowed(follower: number, followed: number): boolean {
    return this.#follows.some((one) => one.follower === follower && one.followed === followed);
  }

  #fans(article: number): string[] {
    return this.#favorites.filter((one) => one.article === article).map(({ user }) => this.#user(user).username);
  }

  #show({ authorId, ...article }: ArticleRow, reader: Reader): Article {
    const fans = this.#favorites.filter((one) => one.article === article.id);
    return {
      ...article,
      author: this.#user(authorId),
      favoritesCount: fans.length,
      isFavorite: fans.some(({ user }) => user === reader),
      isAuthorFollowed: reader !== undefined && this.#isFollowed(reader, authorId),
    };
  }
}
