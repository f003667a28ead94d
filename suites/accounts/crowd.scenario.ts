import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const PEOPLE = ['ada', 'grace', 'edith', 'mary', 'joan', 'katherine'];

scenario('serves more people, one after the other, than it may hold connections', async ({ client, tables }) => {
  for (const name of PEOPLE) {
    const email = `${name}@example.test`;
    const { accessToken } = await register(client, { email, password: `the long password of ${name}` });

    const me = await client.get('/api/users/me', { token: accessToken });
    me.expect({ status: 200, body: { email } });
  }

  (await tables()).expect({ users: PEOPLE.map(() => ({})), sessions: PEOPLE.map(() => ({})) });
});
