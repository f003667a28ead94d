/** Somebody who has signed up. `password` is what bcrypt made of it. */
export interface User {
  readonly id: number;
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly bio: string | null;
  readonly image: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type UserChanges = Partial<Pick<User, 'email' | 'username' | 'password' | 'bio' | 'image'>>;

/** An article as one reader sees it. */
export interface Article {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  /** In alphabetical order. */
  readonly tags: readonly string[];
  readonly author: User;
  readonly favoritesCount: number;
  readonly isFavorite: boolean;
  readonly isAuthorFollowed: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type NewArticle = Pick<Article, 'slug' | 'title' | 'description' | 'body' | 'tags'> & {
  readonly authorId: number;
};

export type ArticleChanges = Partial<Pick<Article, 'slug' | 'title' | 'description' | 'body'>>;

export interface ArticleQuery {
  readonly tag?: string | undefined;
  readonly author?: string | undefined;
  readonly favoritedBy?: string | undefined;
  /** Only articles of people that this user follows. */
  readonly feedOf?: number | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface ArticlePage {
  readonly articles: readonly Article[];
  /** How many there are on all pages. */
  readonly total: number;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: User;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The reader that an article is shown to; undefined for one who is not signed in. */
export type Reader = number | undefined;

/** What the application keeps its data in. */
export interface Store {
  addUser(user: Pick<User, 'email' | 'username' | 'password'>): Promise<User>;
  findUser(by: Partial<Pick<User, 'id' | 'email' | 'username'>>): Promise<User | undefined>;
  changeUser(id: number, changes: UserChanges): Promise<User>;

  follow(follower: number, followed: number): Promise<void>;
  unfollow(follower: number, followed: number): Promise<void>;
  isFollowing(follower: number, followed: number): Promise<boolean>;

  addArticle(article: NewArticle): Promise<void>;
  findArticle(slug: string, reader: Reader): Promise<Article | undefined>;
  changeArticle(id: number, changes: ArticleChanges): Promise<void>;
  deleteArticle(id: number): Promise<void>;
  /** The latest first. */
  listArticles(query: ArticleQuery, reader: Reader): Promise<ArticlePage>;
  /** The tags of all articles: those of the most articles first, then in alphabetical order. */
  listTags(): Promise<readonly string[]>;

  favorite(user: number, article: number): Promise<void>;
  unfavorite(user: number, article: number): Promise<void>;

  addComment(comment: { readonly body: string; readonly article: number; readonly author: number }): Promise<Comment>;
  /** The latest first. */
  listComments(article: number): Promise<readonly Comment[]>;
  deleteComment(id: number): Promise<void>;
}
