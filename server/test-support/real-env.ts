/** What a real server needs beside its database. Its providers are nowhere. */
export const REAL_ENV = {
  ULTRA_MODE: 'real',
  PORT: '0',
  JWT_KEYS: '2026:a-secret-of-this-test-0123456789abcdef',
  MASTER_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  OPENAI_API_KEY: 'key-of-openai',
  ANTHROPIC_API_KEY: 'key-of-anthropic',
  GOOGLE_API_KEY: 'key-of-google',
  OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
  ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
  GOOGLE_BASE_URL: 'http://127.0.0.1:1',
  DATABASE_CONNECT_ATTEMPTS: '2',
  LLM_ATTEMPTS: '1',
};
