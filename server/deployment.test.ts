import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const composeFile = await readFile(new URL('../compose.yaml', import.meta.url), 'utf8');
const config = await readFile(new URL('config.ts', import.meta.url), 'utf8');
const server = /environment:\n((?: {6}\w+: .*\n)+)/.exec(composeFile)?.[1] ?? '';
const variables = new Map(
  [...server.matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value.replaceAll('"', '')]),
);

test('compose.yaml sets only variables that the server knows', () => {
  const unknown = [...variables.keys()].filter((name) => !config.includes(`'${name}'`));

  expect(unknown).toStrictEqual([]);
  expect(variables.size).toBeGreaterThan(8);
});

test('compose.yaml starts a server whose configuration is right, once the secrets are set', () => {
  const secrets: Readonly<Record<string, string>> = {
    POSTGRES_PASSWORD: 'pa55-of-test',
    JWT_KEYS: '2026:a-secret-of-this-test-0123456789abcdef',
    MASTER_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
    OPENAI_API_KEY: 'key-of-openai',
    GOOGLE_API_KEY: 'key-of-google',
    METRICS_TOKEN: 'a-token-for-prometheus',
  };
  const filled = [...variables].map(([name, value]) => [
    name,
    value.replaceAll(
      /\$\{(\w+):[?-](\w*)\}/g,
      (_, variable: string, fallback: string) => secrets[variable] ?? fallback,
    ),
  ]);

  const parsed = parseConfig(Object.fromEntries(filled));

  expect(parsed).toMatchObject({ mode: 'real', host: '0.0.0.0', port: 8080, drainTimeoutMs: 20_000 });
});

test('compose.yaml holds no secret', () => {
  const secrets = [...composeFile.matchAll(/^ +(\w*(?:KEYS?|PASSWORD|TOKEN|SECRET)): (.*)$/gm)];

  expect(secrets.map(([, , value]) => value).filter((value) => !/^\$\{\w+:[?-]\}$/.test(value ?? ''))).toStrictEqual(
    [],
  );
  expect(secrets.length).toBeGreaterThan(5);
});

test('docs/guides/operation.md names every variable of the server and no other', async () => {
  const guide = await readFile(new URL('../docs/guides/operation.md', import.meta.url), 'utf8');

  const documented = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  const known = new Set([...config.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name]) => name));

  expect(documented.toSorted()).toStrictEqual([...known].toSorted());
});
