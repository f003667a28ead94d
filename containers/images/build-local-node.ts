import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
import { type BuiltImage, buildLocalImage } from './build-local-image.ts';
import { LOCAL_NODE_IMAGE } from './image-names.ts';
import type { RootFolder } from './root-folder.ts';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** The node that runs this, which must be version 24, with the npm found on `searchPath` (the value of PATH). */
export async function buildLocalNode(engine: Engine, searchPath: string): Promise<BuiltImage> {
  if (!process.version.startsWith('v24.')) {
    throw new ImageBuildFailed(`The image needs Node 24 and this is ${process.version}.`, {
      hint: 'Put node_modules/.bin first on PATH.',
    });
  }
  const npm = npmFolder(searchPath);
  return buildLocalImage(engine, {
    tag: LOCAL_NODE_IMAGE,
    dockerfile: 'local-node.Dockerfile',
    sources: ['build-local-node.ts'],
    inputs: [process.execPath, join(npm, 'package.json'), '/bin/busybox'],
    fill: (root) => fill(root, npm),
  });
}

async function fill(root: RootFolder, npm: string): Promise<void> {
  await root.addBase([{ name: 'node', id: 1000, home: '/home/node' }]);
  await root.copy(realpathSync(process.execPath), '/usr/local/bin/node');
  await root.addLibraries([process.execPath]);
  await root.copy(npm, '/usr/local/lib/node_modules/npm');
  if (existsSync(CERTIFICATES)) {
    await root.copy(CERTIFICATES, CERTIFICATES);
  }
}

function npmFolder(searchPath: string): string {
  for (const folder of searchPath.split(delimiter)) {
    const command = join(folder, 'npm');
    const npm = existsSync(command) ? dirname(dirname(realpathSync(command))) : null;
    if (npm !== null && existsSync(join(npm, 'bin/npm-cli.js'))) {
      return npm;
    }
  }
  throw new ImageBuildFailed('There is no npm on PATH to copy into the image.', { hint: 'Install npm.' });
}
