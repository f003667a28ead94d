/** The baseline: Express and pg with the two queries that an authenticated read needs, and nothing else. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const [sessionId, userId] = [process.env['SESSION_ID'], process.env['USER_ID']];

const app = express();
app.get('/me', async (_request, response) => {
  await pool.query('SELECT * FROM sessions WHERE id = $1', [sessionId]);
  const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [userId]);
  const { id, email, name, created_at: createdAt } = rows[0];
  response.json({ id, email, name, createdAt });
});

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
