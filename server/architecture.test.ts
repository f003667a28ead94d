import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const ROOT = new URL('./', import.meta.url);

/** What each part may import from the others. What is not named here may import nothing of ours. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ports: [],
  domain: ['ports'],
  http: ['domain', 'ports'],
  adapters: ['ports'],
  'app.ts': ['domain', 'http', 'ports'],
  'boot-error.ts': ['ports'],
  'compose.ts': ['adapters', 'boot-error.ts', 'config-error.ts', 'config.ts', 'ports'],
  'config-error.ts': [],
  'config.ts': ['config-error.ts', 'environment-reader.ts', 'key-rings.ts', 'ports'],
  'environment-reader.ts': ['config-error.ts'],
  'healthcheck.ts': [],
  'key-rings.ts': ['environment-reader.ts', 'ports'],
  'keys.ts': ['boot-error.ts', 'compose.ts', 'config-error.ts', 'config.ts', 'domain', 'ports'],
  'main.ts': ['boot-error.ts', 'config-error.ts', 'config.ts', 'start.ts'],
  'listen.ts': ['boot-error.ts', 'linger.ts'],
  'linger.ts': [],
  'retention.ts': ['boot-error.ts', 'compose.ts', 'config-error.ts', 'config.ts', 'domain'],
  'start.ts': ['app.ts', 'compose.ts', 'config.ts', 'domain', 'http', 'listen.ts', 'ports', 'version.ts'],
  'version.ts': [],
};

test('imports along the arrows, and nothing from outside the server', async () => {
  const shortcuts = (await sources()).flatMap(({ path, text }) =>
    importsOf(path, text)
      .filter((target) => target !== partOf(path) && !(MAY_IMPORT[partOf(path)] ?? []).includes(target))
      .map((target) => `${path} imports ${target}`),
  );

  expect(shortcuts).toStrictEqual([]);
});

test('decides on the mode in the configuration and the composition root alone', async () => {
  const deciding = (await sources()).filter(({ text }) => /\bmode\b\s*(===|!==|\?)|switch \([^)]*\bmode\)/.test(text));

  expect(deciding.map(({ path }) => path)).toStrictEqual(['compose.ts', 'config.ts']);
});

test('takes time, randomness and the environment from ports alone', async () => {
  const ambient = /Date\.now|new Date\(\)|Math\.random|randomUUID|randomBytes|process\.(env|on|exit|std)/;

  const guilty = (await sources()).filter(({ text }) => ambient.test(text)).map(({ path }) => path);

  expect(guilty.filter((path) => !path.startsWith('adapters/'))).toStrictEqual([
    'healthcheck.ts',
    'keys.ts',
    'main.ts',
    'retention.ts',
  ]);
});

async function sources(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const names = (await readdir(ROOT, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.(test|contract)\.ts$|^test-support/.test(name),
  );
  return Promise.all(names.sort().map(async (path) => ({ path, text: await readFile(new URL(path, ROOT), 'utf8') })));
}

function importsOf(path: string, text: string): readonly string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([.#][^']*)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => {
    const target = specifier.startsWith('.') ? new URL(specifier, new URL(path, ROOT)).pathname : specifier;
    return target.startsWith(ROOT.pathname) ? partOf(target.slice(ROOT.pathname.length)) : target;
  });
}

function partOf(path: string): string {
  return path.split('/')[0] ?? path;
}
