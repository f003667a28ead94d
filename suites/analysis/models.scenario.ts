import { like, scenario } from 'ultra-parity';

scenario('lists the models that can be asked, with what they cost', async ({ client }) => {
  const reply = await client.get('/api/available-models');

  reply.expect({
    status: 200,
    body: {
      models: like.each({
        name: like.text(),
        provider: like.oneOf('openai', 'anthropic', 'google'),
        status: 'unverified',
      }),
    },
    calls: [],
  });
});
