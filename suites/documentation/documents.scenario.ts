import { like, scenario } from 'ultra-parity';

scenario('describes itself to programs and to people', async ({ client }) => {
  const document = await client.get('/openapi.json');
  const page = await client.get('/docs');

  document.expect({ status: 200, body: { openapi: '3.1.0', info: { title: 'Ultra' } } });
  page.expect({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: like.includes('/api/analyze', '/openapi.json'),
  });
});
