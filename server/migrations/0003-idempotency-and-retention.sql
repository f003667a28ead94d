CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL CONSTRAINT idempotency_keys_user_id_fkey REFERENCES users ON DELETE CASCADE,
  key text NOT NULL,
  fingerprint text NOT NULL,
  claim_id uuid NOT NULL CONSTRAINT idempotency_keys_claim_id_key UNIQUE,
  analysis_id uuid REFERENCES analyses ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (user_id, key)
);

CREATE INDEX idempotency_keys_analysis_id_idx ON idempotency_keys (analysis_id);

CREATE INDEX analyses_created_at_idx ON analyses (created_at);
