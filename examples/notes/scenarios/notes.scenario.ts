import { scenario } from 'ultra-parity';

scenario('shows pinned notes first, and then the latest', async ({ client }) => {
  await client.post('/notes', { json: { text: 'Buy tea.' } });
  await client.post('/notes', { json: { text: 'Call Grace.', pinned: true } });
  await client.post('/notes', { json: { text: 'Water the plants.' } });

  const all = await client.get('/notes');

  all.expect({ status: 200 });
});

scenario('shows one note by its id', async ({ client }) => {
  const added = await client.post('/notes', { json: { text: 'Buy tea.' } });
  const found = await client.get('/notes/1');

  added.expect({ status: 201, body: { id: 1, text: 'Buy tea.', pinned: false } });
  found.expect({ status: 200, body: { id: 1, text: 'Buy tea.', pinned: false } });
});

scenario('has no note that nobody wrote', async ({ client }) => {
  const found = await client.get('/notes/7');

  found.expect({ status: 404, body: { error: 'no such note' } });
});
