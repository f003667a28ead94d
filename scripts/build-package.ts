/**
 * Makes the package that is published, `dist/ultra-parity-<version>.tgz`, from harness/ and containers/: JavaScript with its
 * types, since Node strips no types below node_modules. `npm run package`; another folder may be named.
 */
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { runStep } from './run-step.ts';

const SOURCE = 'dist/source';
const OUT = 'dist/package';
const FOLDERS = '{harness,containers}';

await rm('dist', { recursive: true, force: true });
await copySource();
if ((await runStep('tsc', ['--project', 'tsconfig.package.json'])) !== 0) {
  throw new Error('tsc failed, see above.');
}
await copyAssets();
await bundleReportClient();
await writeFile(join(OUT, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
  await cp(file, join(OUT, file));
}
process.exitCode = await runStep('npm', [
  'pack',
  '--silent',
  '--pack-destination',
  resolve(process.argv[2] ?? 'dist'),
  `./${OUT}`,
]);

/** The code without its tests. The compiler rewrites `.ts` in relative imports alone, so every import becomes one. */
async function copySource(): Promise<void> {
  for await (const file of glob(`${FOLDERS}/**/*.ts`)) {
    if (/\.(?:test|contract)\.ts$/.test(file)) {
      continue;
    }
    const text = await readFile(file, 'utf8');
    const isRelative = text.replaceAll(/'#((?:harness|containers)\/[^']+)'/g, (_, path: string) => {
      const target = relative(dirname(file), path);
      return `'${target.startsWith('.') ? target : `./${target}`}'`;
    });
    await mkdir(dirname(join(SOURCE, file)), { recursive: true });
    await writeFile(join(SOURCE, file), isRelative);
  }
}

/** Styles of the report, and the recipes of images: everything that is no TypeScript. */
async function copyAssets(): Promise<void> {
  for await (const file of glob(`${FOLDERS}/**/*.{css,sh,Dockerfile}`)) {
    await mkdir(dirname(join(OUT, file)), { recursive: true });
    await cp(file, join(OUT, file));
  }
}

/** The package has the bundle and no bundler. */
async function bundleReportClient(): Promise<void> {
  const folder = join(OUT, 'harness/report/html');
  if ((await runStep('node', ['harness/report/html/bundle-client.ts', join(folder, 'client.js')])) !== 0) {
    throw new Error('The client of the report could not be bundled, see above.');
  }
  await rm(join(folder, 'bundle-client.js'));
  await rm(join(folder, 'bundle-client.d.ts'));
}

async function manifest(): Promise<object> {
  const { name, version, description, license, dependencies, devDependencies, optionalDependencies } = JSON.parse(
    await readFile('package.json', 'utf8'),
  ) as Readonly<Record<string, never>>;
  const known: Readonly<Record<string, string>> = Object.assign({}, dependencies, devDependencies);
  const { vitest = '', ...used } = pick(known, await importedPackages());
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=24' },
    bin: { parity: 'harness/cli/main.js' },
    exports: {
      '.': entry('harness/api'),
      './containers': entry('containers/api'),
      './vitest': entry('harness/run/vitest-projects'),
      './package.json': './package.json',
    },
    dependencies: used,
    peerDependencies: { vitest },
    optionalDependencies,
  };
}

function entry(path: string) {
  return { types: `./${path}.d.ts`, default: `./${path}.js` };
}

/** What the compiled code imports from packages, by the name of the package. */
async function importedPackages(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const file of glob(`${OUT}/**/*.js`)) {
    const text = await readFile(file, 'utf8');
    for (const [, name = ''] of text.matchAll(
      /(?:\bfrom |\bimport\(|\bimport )['"]((?:@[\w.-]+\/)?[\w.-]+)(?=['"/])/g,
    )) {
      names.add(name);
    }
  }
  return names;
}

function pick(versions: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => names.has(name)));
}
