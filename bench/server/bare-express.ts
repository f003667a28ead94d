/** The baseline: Express and pg with the one query that an authenticated read needs, and nothing else. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const sessionId = process.env['SESSION_ID'];
const QUERY = `SELECT sessions.*, users.email, users.password_hash, users.name, users.created_at AS joined_at
  FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1`;

const app = express();
app.get('/me', async (_request, response) => {
  const { rows } = await pool.query(QUERY, [sessionId]);
  const { user_id: id, email, name, joined_at: createdAt } = rows[0];
  response.json({ id, email, name, createdAt });
});

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
