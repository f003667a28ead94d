CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL CONSTRAINT users_email_key UNIQUE CHECK (email = lower(email)),
  password_hash text NOT NULL,
  name text,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  refresh_jti uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3)
);

CREATE INDEX sessions_user_id_idx ON sessions (user_id);

CREATE TABLE analyses (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  query text NOT NULL,
  status text NOT NULL CHECK (status IN ('completed', 'degraded')),
  models jsonb NOT NULL,
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  cost_usd numeric(12, 6) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  completed_at timestamptz(3) NOT NULL
);

CREATE INDEX analyses_user_id_created_at_idx ON analyses (user_id, created_at DESC, id DESC);

CREATE TABLE analysis_calls (
  id uuid PRIMARY KEY,
  analysis_id uuid NOT NULL REFERENCES analyses ON DELETE CASCADE,
  stage text NOT NULL CHECK (stage IN ('initial', 'peer_review', 'synthesis')),
  ordinal integer NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  status text NOT NULL CHECK (status IN ('answered', 'failed', 'kept')),
  error text,
  text text,
  finish_reason text,
  input_tokens integer,
  output_tokens integer,
  cost_usd numeric(12, 6),
  CONSTRAINT analysis_calls_place_key UNIQUE (analysis_id, stage, ordinal)
);
