/**
 * Makes the package that is published, `dist/ultra-parity-<version>.tgz`, from harness/ and containers/: JavaScript with its
 * types, since Node strips no types below node_modules. `npm run package`; another folder may be named.
 */
import { cp, glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { runStep } from './run-step.ts';

const OUT = 'dist/package';

/** Styles of the report, and the recipes of images: everything that is no TypeScript. */
const ASSETS = '{harness,containers}/**/*.{css,sh,Dockerfile}';
const REPORT = join(OUT, 'harness/report/html');

const versions = z.record(z.string(), z.string()).default({});
const Manifest = z.looseObject({
  name: z.string(),
  dependencies: versions,
  optionalDependencies: versions,
});

await rm('dist', { recursive: true, force: true });
await run('tsc', '--project', 'tsconfig.package.json');
for await (const asset of glob(ASSETS, { exclude: ['**/node_modules/**'] })) {
  await cp(asset, join(OUT, asset));
}
// The package has the bundle of the report's client and no bundler.
await run('node', 'harness/report/html/bundle-client.ts', join(REPORT, 'client.js'));
for (const bundler of ['bundle-client.js', 'bundle-client.d.ts']) {
  await rm(join(REPORT, bundler));
}
for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
  await cp(file, join(OUT, file));
}
await writeFile(join(OUT, 'package.json'), `${JSON.stringify(await publishedManifest(), null, 2)}\n`);
await run('npm', 'pack', '--silent', '--pack-destination', resolve(process.argv[2] ?? 'dist'), `./${OUT}`);

async function run(command: string, ...args: readonly string[]): Promise<void> {
  if ((await runStep(command, args)) !== 0) {
    throw new Error(`${command} failed, see above.`);
  }
}

/** The manifest of harness/, with what containers/ needs: what are two workspaces here is one package outside. */
async function publishedManifest(): Promise<object> {
  const { devDependencies: _, private: __, ...harness } = await readManifest('harness');
  const containers = await readManifest('containers');
  const { [harness.name]: _itself, ...needed } = containers.dependencies;
  return {
    ...harness,
    dependencies: { ...harness.dependencies, ...needed },
    optionalDependencies: { ...harness.optionalDependencies, ...containers.optionalDependencies },
    bin: { parity: 'harness/cli/main.js' },
    exports: {
      '.': compiled('harness/api'),
      './containers': compiled('containers/api'),
      './vitest': compiled('harness/run/vitest-projects'),
      './package.json': './package.json',
    },
  };
}

async function readManifest(workspace: string): Promise<z.infer<typeof Manifest>> {
  return Manifest.parse(JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8')));
}

function compiled(path: string): { readonly types: string; readonly default: string } {
  return { types: `./${path}.d.ts`, default: `./${path}.js` };
}
