import { like, scenario } from 'ultra-parity';

scenario('shows what guests wrote, the latest first', async ({ client }) => {
  await client.post('/entries', { json: { guest: 'Ada', text: 'Lovely engine.' } });
  await client.post('/entries', { json: { guest: 'Grace', text: 'Found a moth in it.' } });

  const book = await client.get('/entries');

  book.expect({ status: 200, body: { entries: like.each({ id: like.uuid(), writtenAt: like.instant() }) } });
});

scenario('asks a model for a greeting with the words of the guest', async ({ client, channels }) => {
  const written = await client.post('/entries', { json: { guest: 'Ada', text: 'Where is the tea?' } });

  written.expect({
    status: 201,
    body: { greeting: like.text() },
    calls: [{ provider: 'openai', request: { messages: [{ role: 'user', text: 'Where is the tea?' }] } }],
  });
  (await channels()).expect({ mail: [{ subject: 'Ada has been here' }] });
});

/** What somebody pastes by mistake. Put together here, so that no scanner takes this file for a leak. */
const PASTED_KEY = ['sk', 'proj', 'Zx81LmQp04Rt7yUvWa3bNc5dEf6gHi9jKl2mOn'].join('-');

scenario('refuses an entry without a text, even from a guest with a key', async ({ client }) => {
  const refused = await client.post('/entries', { json: { guest: PASTED_KEY } });

  refused.expect({ status: 422, body: { error: 'guest_and_text' }, calls: [] });
});
