import { like, scenario } from 'ultra-parity';

const TIMES = 5;

scenario('stays healthy however often it is asked', async ({ client }) => {
  for (let time = 1; time <= TIMES; time += 1) {
    const health = await client.get('/api/health');
    health.expect({ status: 200, body: { status: 'ok', services: { database: { status: 'ok' } } } });
  }
  const detail = await client.get('/api/health?detail=true');

  detail.expect({
    status: 200,
    body: {
      status: 'ok',
      detail: { migrations: 'current', pool: { total: like.number(), idle: like.number(), waiting: 0 } },
    },
  });
});
