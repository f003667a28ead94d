import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from './harness/channels/channels.ts';
import { evidenceFaultSchema } from './harness/evidence/evidence-fault.ts';
import { renderWhatIsCompared } from './scripts/what-is-compared.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const sources = (pattern: string) =>
  globSync(pattern, { cwd: import.meta.dirname, exclude: (name) => name.endsWith('.test.ts') });

/** The codes in the first column of the table below a heading of docs/errors.md. */
function documented(heading: string): string[] {
  const section =
    read('docs/errors.md')
      .split('\n## ')
      .find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, code = '']) => code).toSorted();
}

function codesIn(pattern: string, expression: RegExp): string[] {
  const found = sources(pattern).flatMap((file) => [...read(file).matchAll(expression)].map(([, code = '']) => code));
  return [...new Set(found)].toSorted();
}

describe('docs/errors.md', () => {
  test('names every error of the harness and the containers', () => {
    const inCode = codesIn('{harness,containers}/**/*.ts', /code(?:: string)? = '(PARITY_[A-Z_]+)'/g);

    expect([...inCode, 'PARITY_INTERNAL'].toSorted()).toEqual(documented('Errors of `parity`'));
  });

  test('names every reason of an inconclusive verdict', () => {
    const faults = evidenceFaultSchema.unwrap().shape.code.options;
    const ofRun = codesIn('harness/judge/{judge,apply-waivers,*-reasons,control,run-parts}.ts', /code: '([a-z_]+)'/g);

    expect([...new Set([...faults, ...ofRun])].toSorted()).toEqual(documented('Reasons of an inconclusive verdict'));
  });

  test('names every problem of the server with its status', () => {
    const inCode = [...read('server/domain/errors.ts').matchAll(/^ {2}([a-z_]+): \{ status: (\d+)/gm)].map(
      ([, code, status]) => `\`${code}\` | ${status}`,
    );
    const inDocs = [...read('docs/errors.md').matchAll(/^\| (`[a-z_]+`) +\| (\d{3}) +\|$/gm)].map(
      ([, code, status]) => `${code} | ${status}`,
    );

    expect(inDocs.toSorted()).toEqual(inCode.toSorted());
  });

  test('names every reason for which the server does not start', () => {
    const start = codesIn('server/{boot-error,listen}.ts', /'([A-Z]+_[A-Z_]+)'/g);
    const config = codesIn('server/{config-error,main}.ts', /'(CONFIG_[A-Z_]+)'/g);

    expect([...start, ...config].toSorted()).toEqual(documented('Why the server does not start'));
  });
});

describe('commands that the documents show', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...globSync('docs/**/*.md', { cwd: import.meta.dirname }),
    'fixtures/README.md',
    '.github/workflows/parity.yml',
    '.ci/run',
  ];
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

  test.each(documents)('%s names only scripts that exist', (document) => {
    const named = [...read(document).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, script = '']) => script);

    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  test.each(documents)('%s names only commands of parity that exist', (document) => {
    const declared = codesIn('harness/cli/commands/**/*-command.ts', /program\s*\.command\('([a-z]+)'\)/g);
    const named = [...read(document).matchAll(/npx parity ([a-z]+)/g)].map(([, command = '']) => command);

    expect(named.filter((command) => !declared.includes(command))).toEqual([]);
  });
});

test('a document that lists the channels lists them all, in their order', () => {
  const all = CHANNELS.map(({ name }) => name).join(', ');
  const lines = ['README.md', ...globSync('docs/**/*.md', { cwd: import.meta.dirname })].flatMap((file) =>
    read(file)
      .split('\n')
      .filter((line) => /\bstart, http\b/.test(line))
      .map((line) => `${file}: ${line}`),
  );

  expect(lines.filter((line) => !line.includes(all))).toEqual([]);
});

test('the reference of what is compared says what the channels say: npm run docs:reference', () => {
  expect(read('docs/reference/what-is-compared.md')).toBe(renderWhatIsCompared());
});
