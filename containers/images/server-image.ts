import { copyFileSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseImage } from '../engine/choose-image.ts';
import type { Engine } from '../engine/engine.ts';
import { findImage } from '../engine/images.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
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
  readonly digest: string;
  readonly nodeImage: string;
}

/** Builds the image of a server. Throws PARITY_IMAGE_BUILD_FAILED with the end of the builder's output. */
export async function buildServerImage(options: BuildServerImageOptions): Promise<ServerImage> {
  const { engine, context, tag, extraCa } = options;
  const nodeImage = options.nodeImage ?? (await chooseNodeImage(options));
  await using stack = new AsyncDisposableStack();
  const certificate = join(context, 'extra-ca.pem');
  if (extraCa !== undefined && !existsSync(certificate)) {
    copyFileSync(extraCa, certificate);
    stack.defer(() => rm(certificate, { force: true }));
  }
  const args = ['build', '--force-rm', '--build-arg', `NODE_IMAGE=${nodeImage}`, '--tag', tag, context];
  await runCommand({ file: 'docker', args });
  const image = await findImage(engine, tag);
  if (image !== null) return { tag, digest: image.digest, nodeImage };
  throw new ImageBuildFailed(`${tag} was built and is not in the engine at ${engine.url}.`, {
    hint: 'Let the docker command and DOCKER_HOST use the same engine.',
  });
}

async function chooseNodeImage({ engine, progress = () => undefined }: BuildServerImageOptions): Promise<string> {
  const names = { official: OFFICIAL_NODE_IMAGE, local: LOCAL_NODE_IMAGE };
  const image = await chooseImage(engine, { ...names, mayPull: true, progress });
  if (!image.found) throw new ImageBuildFailed(image.why, { hint: image.next });
  return image.name;
}
