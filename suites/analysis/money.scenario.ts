import { like, type Reply, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** US dollars for a million tokens, by the price pages of the providers. */
const PRICES: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'claude-haiku-4-5': { input: 1, output: 5 },
  'gemini-2.5-flash': { input: 0.3, output: 2.5 },
  'claude-sonnet-4-6': { input: 3, output: 15 },
  'gpt-4o': { input: 2.5, output: 10 },
};

const rounded = (usd: number) => Math.round(usd * 1_000_000) / 1_000_000;

function computeCost(model: string, { inputTokens, outputTokens }: Usage): number {
  const { input, output } = PRICES[model] ?? { input: 0, output: 0 };
  return rounded((inputTokens * input + outputTokens * output) / 1_000_000);
}

/** The calls of an analysis, as far as money goes. */
function calls(reply: Reply): { readonly model: string; readonly usage: Usage }[] {
  const body = JSON.parse(JSON.stringify(reply.body));
  return [...(body.initial ?? []), ...(body.peerReview ?? []), ...(body.synthesis ? [body.synthesis] : [])];
}

scenario('adds up what its calls used and cost', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.post('/api/analyze', {
    token,
    json: { query: 'Which query deserves an index first?', models: ['gpt-4o-mini', 'claude-haiku-4-5'] },
  });

  const made = calls(reply);
  const each = made.map(({ model, usage }) => ({ usage: { costUsd: computeCost(model, usage) } }));
  const costUsd = rounded(made.reduce((sum, { model, usage }) => sum + computeCost(model, usage), 0));
  const inputTokens = made.reduce((sum, { usage }) => sum + usage.inputTokens, 0);
  const outputTokens = made.reduce((sum, { usage }) => sum + usage.outputTokens, 0);
  reply.expect({
    status: 200,
    body: {
      initial: each.slice(0, 2),
      peerReview: each.slice(2, 4),
      synthesis: each[4] ?? null,
      usage: { inputTokens, outputTokens, costUsd },
    },
  });
  (await tables()).expect({
    analyses: [{ input_tokens: inputTokens, output_tokens: outputTokens, cost_usd: costUsd }],
  });
});

scenario('says what each model holds and costs', async ({ client }) => {
  const reply = await client.get('/api/available-models');

  const model = (name: string, provider: string, isDefault: boolean) => ({
    ...{ name, provider, isDefault, status: 'unverified', usdPerMillionTokens: { ...PRICES[name] } },
    ...{ contextTokens: like.number(100_000), maxOutputTokens: like.number(10_000) },
  });
  reply.expect({
    status: 200,
    body: {
      models: [
        model('gpt-4o-mini', 'openai', true),
        model('claude-haiku-4-5', 'anthropic', true),
        model('gemini-2.5-flash', 'google', true),
        model('claude-sonnet-4-6', 'anthropic', false),
        model('gpt-4o', 'openai', false),
      ],
    },
  });
});
