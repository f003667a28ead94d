import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario(
  'keeps the draft of a model whose review fails, shows it as kept, and lets it into the synthesis',
  { given: { llm: { google: { kind: 'authentication', systemIncludes: 'You review' } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'Which draft is kept?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });
    const again = await client.get(`/api/analyses/${reply.text('id')}`, { token });

    const draft = reply.text('initial', 1, 'text');
    reply.expect({
      status: 200,
      body: {
        status: 'degraded',
        peerReview: [
          { model: 'gpt-4o-mini', status: 'answered' },
          { model: 'gemini-2.5-flash', status: 'kept', text: draft, error: 'authentication' },
        ],
      },
      calls: [
        { provider: 'anthropic', request: { messages: [{ text: like.includes(draft) }] } },
        { provider: 'google', outcome: { status: 'answered' } },
        { provider: 'google', outcome: { status: 'refused', httpStatus: 401 } },
        { provider: 'openai' },
        { provider: 'openai' },
      ],
    });
    again.expect({ status: 200, body: reply.body });
    (await tables()).expect({
      analysis_calls: like.some({ stage: 'peer_review', status: 'kept', text: draft, error: 'authentication' }),
    });
  },
);
