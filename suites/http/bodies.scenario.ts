import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';
import { send, WITH_BODY } from '../support/routes.ts';

const PROBLEM = { 'content-type': like.includes('application/problem+json') };

scenario('refuses a body that breaks off, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);

  for (const route of WITH_BODY) {
    const reply = await send(client, route, {
      token,
      raw: '{"name": ',
      headers: { 'content-type': 'application/json' },
    });

    reply.expect({ status: 400, headers: PROBLEM, body: { code: 'json_invalid' }, calls: [] });
  }
});

scenario('refuses a body that is no JSON by its own word, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);

  for (const route of WITH_BODY) {
    const reply = await send(client, route, { token, raw: 'name=ada', headers: { 'content-type': 'text/plain' } });

    reply.expect({ status: 415, headers: PROBLEM, body: { code: 'unsupported_media_type' }, calls: [] });
  }
});

scenario('refuses a body that is too large, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);

  for (const route of WITH_BODY) {
    const reply = await send(client, route, { token, json: { name: 'a'.repeat(70_000) } });

    reply.expect({ status: 413, headers: PROBLEM, body: { code: 'payload_too_large' }, calls: [] });
  }
});

scenario('points at what is missing in a body, on every route that takes one', async ({ client }) => {
  const { accessToken: token } = await register(client);

  for (const route of WITH_BODY) {
    const reply = await send(client, route, { token, json: {} });

    reply.expect({ status: 422, headers: PROBLEM, body: { code: 'validation_failed' }, calls: [] });
  }
});
