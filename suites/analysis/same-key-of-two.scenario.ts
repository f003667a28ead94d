import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const json = { query: 'Who names a branch?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] };
const headers = { 'idempotency-key': 'once' };

scenario('answers each of two people who use one key with their own analysis', async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const ask = (token: string) => client.post('/api/analyze', { token, headers, json });

  const ofAda = await ask(ada.accessToken);
  const ofGrace = await ask(grace.accessToken);
  const graceAgain = await ask(grace.accessToken);
  const adaAgain = await ask(ada.accessToken);

  for (const first of [ofAda, ofGrace]) {
    first.expect({ status: 200, body: { status: 'completed' } });
  }
  graceAgain.expect({ status: 200, body: { id: ofGrace.text('id') }, calls: [] });
  adaAgain.expect({ status: 200, body: { id: ofAda.text('id') }, calls: [] });
});
