/** The server in mock mode, for a person: no database, no key, no network. `npm run dev`, with PORT to choose another one. */
process.env['ULTRA_MODE'] ??= 'mock';

if (process.stderr.isTTY && process.env['ULTRA_MODE'] === 'mock') {
  const url = `http://${process.env['HOST'] ?? '127.0.0.1'}:${process.env['PORT'] ?? '8080'}`;
  process.stderr.write(`Ultra in mock mode: scripted models, a database in memory that ends with the process.
${url}/docs says what it can do. Sign up, take the accessToken of the answer, and ask:

  curl -s ${url}/api/auth/register -H 'content-type: application/json' -d '{"email":"ada@example.org","password":"correct horse battery"}'
  curl -sN ${url}/api/analyze/stream -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '{"query":"Why is the sky blue?"}'

`);
}

await import('../server/main.ts');
