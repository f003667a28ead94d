import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const API_KEY = 'a-provider-key-of-ada-that-ends-in-wxyz';
const BEGINNING = 20;

scenario('keeps a provider key in no form that can be read without the master key', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);

  const put = await client.request('PUT', '/api/users/me/provider-keys/openai', { token, json: { apiKey: API_KEY } });

  put.expect({ status: 200, body: { last4: 'wxyz', apiKey: like.absent(), ciphertext: like.absent() } });
  const forms = ['utf8', 'base64', 'hex'] as const;
  const readable = forms.map((form) => Buffer.from(API_KEY).toString(form).slice(0, BEGINNING));
  (await tables()).expect({
    provider_keys: [{ ciphertext: like.excludes(...readable), last4: 'wxyz', key_version: 'v1', status: 'usable' }],
  });
});
