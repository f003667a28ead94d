/** The server in mock mode, for a person: no database, no key, no network. `npm run dev`, with PORT to choose another one. */
process.env['ULTRA_MODE'] ??= 'mock';

await import('../server/main.ts');
