import { copyFileSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseImage } from '../engine/choose-image.ts';
import type { Engine } from '../engine/engine.ts';
import { findImage, removeImage } from '../engine/images.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
import { ImageUnavailable } from '../errors/image-unavailable.ts';
import { LOCAL_NODE_IMAGE, OFFICIAL_NODE_IMAGE } from './image-names.ts';
import { runCommand } from './run-command.ts';

export interface BuildServerImageOptions {
  readonly engine: Engine;
  /** The folder with the Dockerfile, which takes the build argument NODE_IMAGE. */
  readonly context: string;
  readonly tag: string;
  /** Undefined: the official image if it is here or can be pulled, else the one built locally. */
  readonly nodeImage?: string;
  /** A PEM file the build must trust to reach the npm registry; put into the context while it runs. */
  readonly extraCa?: string | undefined;
  readonly progress?: (line: string) => void;
}

export interface ServerImage {
  readonly tag: string;
  /** Names this very image in the engine, whatever is built later. */
  readonly id: string;
  readonly digest: string;
}

/** The stage that is kept under a name of its own: unnamed, it would be lost as a cache, or pile up. */
const DEPENDENCIES = 'dependencies';

/**
 * Builds the image of a server.
 *
 * @throws PARITY_IMAGE_BUILD_FAILED with the end of the builder's output
 */
export async function buildServerImage(options: BuildServerImageOptions): Promise<ServerImage> {
  const { engine, context, tag, extraCa } = options;
  const nodeImage = options.nodeImage ?? (await chooseNodeImage(options));
  await using stack = new AsyncDisposableStack();
  const certificate = join(context, 'extra-ca.pem');
  if (extraCa !== undefined && !existsSync(certificate)) {
    copyFileSync(extraCa, certificate);
    stack.defer(() => rm(certificate, { force: true }));
  }
  const build = async (...args: string[]) => {
    await runCommand({
      file: 'docker',
      args: ['build', '--force-rm', '--build-arg', `NODE_IMAGE=${nodeImage}`, ...args],
    });
  };
  const cache = `${tag}-${DEPENDENCIES}`;
  await replacing(engine, cache, () => build('--target', DEPENDENCIES, '--tag', cache, context));
  await replacing(engine, tag, () => build('--tag', tag, context));
  const image = await findImage(engine, tag);
  if (image !== null) {
    return { tag, id: image.id, digest: image.digest };
  }
  throw new ImageBuildFailed(`${tag} was built and is not in the engine at ${engine.url}.`, {
    hint: 'Let the docker command and DOCKER_HOST use the same engine.',
  });
}

/** Runs a build, then removes the image that had the name before, unless it is in use. */
async function replacing(engine: Engine, tag: string, build: () => Promise<void>): Promise<void> {
  const before = await findImage(engine, tag);
  await build();
  const after = await findImage(engine, tag);
  if (before !== null && before.id !== after?.id) {
    await removeImage(engine, before.id);
  }
}

/**
 * An image that is there under a name.
 *
 * @throws PARITY_IMAGE_UNAVAILABLE
 */
export async function presentImage(engine: Engine, name: string): Promise<ServerImage> {
  const image = await findImage(engine, name);
  if (image !== null) {
    return { tag: name, id: image.id, digest: image.digest };
  }
  throw new ImageUnavailable(`There is no image ${name}.`, { hint: `docker pull ${name}` });
}

async function chooseNodeImage({ engine, progress = () => undefined }: BuildServerImageOptions): Promise<string> {
  const names = { official: OFFICIAL_NODE_IMAGE, local: LOCAL_NODE_IMAGE };
  const image = await chooseImage(engine, { ...names, mayPull: true, progress });
  if (!image.found) {
    throw new ImageBuildFailed(image.why, { hint: image.next });
  }
  return image.name;
}
