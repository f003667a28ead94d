CREATE TABLE service_keys (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash text NOT NULL CONSTRAINT service_keys_key_hash_key UNIQUE,
  scopes jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);

CREATE INDEX service_keys_user_id_idx ON service_keys (user_id);

CREATE TABLE provider_keys (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  provider text NOT NULL,
  key_version text NOT NULL,
  ciphertext text NOT NULL,
  last4 text NOT NULL,
  status text NOT NULL CHECK (status IN ('usable', 'unauthorized', 'unverified', 'unreachable')),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, provider)
);

CREATE INDEX provider_keys_key_version_idx ON provider_keys (key_version);

-- Unlogged: no write-ahead log, hence no fsync for each request. A crash of Postgres forgets the counts and nothing else.
CREATE UNLOGGED TABLE rate_limits (
  policy text NOT NULL,
  principal text NOT NULL,
  hits integer NOT NULL,
  resets_at timestamptz(3) NOT NULL,
  PRIMARY KEY (policy, principal)
);

CREATE INDEX rate_limits_resets_at_idx ON rate_limits (resets_at);
