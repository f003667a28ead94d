/** What `parity init` puts into a project, by path: small enough to be read at once, and it runs as it is. */
export const PROJECT_FILES: Readonly<Record<string, string>> = {
  'parity.config.ts': `import { defineParity, inProcess } from 'ultra-parity';
import { mockApp, realApp } from './parity/apps.ts';

// The same scenarios run on every target; the first is what the others are compared with.
export default defineParity({
  scenarios: 'parity/scenarios',
  cassettes: 'parity/cassettes',
  rules: [],
  targets: {
    // Its doubles answer inside it: it must open no connection, and says so.
    mock: inProcess(mockApp, { traffic: 'scripted' }),
    // It keeps nothing that could prove what it is. Give yours a witness, such as the version of its database.
    real: inProcess(realApp, { unwitnessed: 'an example without state' }),
  },
});
`,
  'parity/apps.ts': `import type { RequestListener } from 'node:http';

// Put your own application here: with its doubles in mockApp, with what it has in production in realApp. For Postgres,
// ultra-parity/containers has onPostgres(), which gives each scenario a database of its own.
export const mockApp = () => ({ app: greeting('Hello') });
export const realApp = () => ({ app: greeting('Hello') });

function greeting(word: string): RequestListener {
  return (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name') ?? 'world';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ greeting: \`\${word}, \${name}\` }));
  };
}
`,
  'parity/scenarios/greeting.scenario.ts': `import { scenario } from 'ultra-parity';

scenario('greets a guest by name', async ({ client }) => {
  const greeting = await client.get('/?name=Ada');

  greeting.expect({ status: 200, body: { greeting: 'Hello, Ada' } });
});
`,
};
