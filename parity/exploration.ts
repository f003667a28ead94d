import type { ExplorationConfig } from 'ultra-parity';

const PASSWORD = 'tea of the valley';

const signUp = (person: string) => ({
  call: 'POST /api/auth/register',
  json: { email: `${person}@example.test`, password: PASSWORD },
  token: { of: person, at: '/accessToken' },
});

/** Two people, so that what belongs to one can be asked for by the other. */
export const EXPLORATION: ExplorationConfig = {
  setup: [signUp('ada'), signUp('grace')],
  // Metrics count the whole process, which here is that of the exploration.
  exclude: ['GET /metrics'],
  lowFrequency: ['POST /api/auth/logout'],
  values: {
    provider: ['openai', 'anthropic', 'google'],
    apiKey: ['a-key-of-at-least-16-characters', 'another-key-that-is-just-as-long'],
  },
};
