import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const SILENT = { kind: 'timeout' } as const;

scenario(
  'says that the time was up where one model was late and another refused, and stores nothing',
  { given: { llm: { openai: SILENT, anthropic: { kind: 'authentication' } }, patience: { analysisMs: 2_000 } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: {
        query: 'Who is late for a draft?',
        models: ['gpt-4o-mini', 'claude-sonnet-4-6', 'gemini-2.5-flash'],
      },
    });

    reply.expect({
      status: 504,
      body: {
        code: 'analysis_timeout',
        failures: [
          { model: 'gpt-4o-mini', provider: 'openai', error: 'timeout' },
          { model: 'claude-sonnet-4-6', provider: 'anthropic', error: 'authentication' },
        ],
      },
      calls: [
        { provider: 'anthropic', outcome: { status: 'refused' } },
        { provider: 'google', outcome: { status: 'answered' } },
        { provider: 'openai', outcome: { status: 'aborted' } },
      ],
      time: { durationMs: like.number(900) },
    });
    (await tables()).expect({ analyses: [], analysis_calls: [] });
  },
);

scenario(
  'asks nobody else for the synthesis once the time of the whole analysis is up',
  { given: { llm: { anthropic: SILENT }, patience: { analysisMs: 4_000 } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'Who is late for the synthesis?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });

    const answered = (provider: string) => ({ provider, outcome: { status: 'answered' } });
    reply.expect({
      status: 504,
      body: {
        code: 'analysis_timeout',
        failures: [{ provider: 'anthropic', error: 'timeout' }],
      },
      calls: [
        { provider: 'anthropic', outcome: { status: 'aborted' } },
        ...['google', 'google', 'openai', 'openai'].map(answered),
      ],
    });
    (await tables()).expect({ analyses: [] });
  },
);
