import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';
import { wholeStream } from '../support/stream.ts';

const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];
/** A provider asks for patience, so that something is under way when the server is told to stop. */
const slow = (retryAfterMs: number) => ({ llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs } } });
/** What is asked meanwhile must be answered before, on a busy machine too. */
const LONG_MS = 5_000;
const SHORT_MS = 1_500;
const STOPPED = { outcome: 'stopped', exitCode: 0, connections: 'refused' };

scenario(
  'finishes the stream that is under way when it is told to stop, and then takes no connection',
  { given: slow(SHORT_MS) },
  async ({ client, stop, tables }) => {
    const { accessToken: token } = await register(client);
    const json = { query: 'Will you hear me out?', models: MODELS };
    const begun = await client.start({ method: 'POST', path: '/api/analyze/stream', token, json, untilLlmCalls: 2 });

    const stopping = await stop();
    const stopped = await stopping.ended();
    const stream = await begun.response();

    stopped.expect(STOPPED);
    stream.expect({
      status: 200,
      events: wholeStream(stream, {
        query: json.query,
        models: [
          { model: 'gpt-4o-mini', provider: 'openai' },
          { model: 'gemini-2.5-flash', provider: 'google' },
        ],
        synthesis: { model: 'claude-sonnet-4-6', provider: 'anthropic' },
      }),
    });
    (await tables()).expect({ analyses: [{ status: 'completed' }] });
  },
);

scenario(
  'says that it is not ready and goes on answering while it stops, even if it is told twice',
  { given: slow(LONG_MS) },
  async ({ client, stop, tables }) => {
    const { accessToken: token } = await register(client);
    const before = await client.get('/api/health/ready');
    const json = { query: 'Will you answer me before you go?', models: MODELS };
    const begun = await client.start({ method: 'POST', path: '/api/analyze', token, json, untilLlmCalls: 2 });

    const first = await stop();
    const second = await stop();
    const meanwhile = await client.get('/api/health/ready');
    const alive = await client.get('/api/health');
    const me = await client.get('/api/users/me', { token });
    const stopped = await first.ended();
    await second.ended();
    const analysis = await begun.response();

    before.expect({ status: 200, body: { status: 'ready', checks: { process: 'running' } } });
    meanwhile.expect({ status: 503, body: { status: 'not_ready', checks: { process: 'stopping', database: 'ok' } } });
    alive.expect({ status: 200, body: { status: 'ok' } });
    me.expect({ status: 200, body: { email: 'ada@example.test' } });
    stopped.expect(STOPPED);
    analysis.expect({ status: 200, body: { status: 'completed', models: MODELS } });
    (await tables()).expect({ analyses: [{ status: 'completed' }] });
  },
);

scenario('ends at once when nothing is under way, and says so', async ({ client, stop }) => {
  await client.get('/api/health');

  const stopping = await stop();
  const stopped = await stopping.ended();

  stopped.expect(STOPPED);
});
