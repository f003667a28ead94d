create table users (
  id int generated always as identity primary key,
  email text not null unique,
  username text not null unique,
  password text not null,
  bio text,
  image text,
  created_at timestamp(3) not null default now(),
  updated_at timestamp(3) not null default now()
);

create table follows (
  follower_id int not null references users on delete cascade,
  followed_id int not null references users on delete cascade,
  primary key (follower_id, followed_id)
);

create table articles (
  id int generated always as identity primary key,
  slug text not null unique,
  title text not null,
  description text not null,
  body text not null,
  author_id int not null references users on delete cascade,
  created_at timestamp(3) not null default now(),
  updated_at timestamp(3) not null default now()
);

create table article_tags (
  article_id int not null references articles on delete cascade,
  tag text not null,
  primary key (article_id, tag)
);

create table favorites (
  user_id int not null references users on delete cascade,
  article_id int not null references articles on delete cascade,
  primary key (user_id, article_id)
);

create table comments (
  id int generated always as identity primary key,
  body text not null,
  article_id int not null references articles on delete cascade,
  author_id int not null references users on delete cascade,
  created_at timestamp(3) not null default now(),
  updated_at timestamp(3) not null default now()
);

create table sessions (
  sid text primary key,
  data jsonb not null,
  expires timestamp(3) not null
);
