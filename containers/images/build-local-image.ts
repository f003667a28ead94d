import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { findImage } from '../engine/images.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
import { RootFolder } from './root-folder.ts';
import { runCommand } from './run-command.ts';

const LABEL = 'ultra-parity.content';
const RECIPES = import.meta.dirname;

/**
 * An image made from programs of this machine. It is up to date while the bytes of `sources` (names in this folder) and
 * `inputs` (paths) stay what they were.
 */
export interface LocalImageRecipe {
  readonly tag: string;
  readonly dockerfile: string;
  readonly sources: readonly string[];
  readonly inputs: readonly string[];
  readonly fill: (root: RootFolder) => Promise<void>;
}

export type BuiltImage = { readonly tag: string; readonly built: boolean; readonly digest: string };

/**
 * Builds the image unless one with the same content is there. Linux only: it copies programs of this machine.
 *
 * @throws PARITY_IMAGE_BUILD_FAILED with the end of the builder's output
 */
export async function buildLocalImage(engine: Engine, recipe: LocalImageRecipe): Promise<BuiltImage> {
  if (process.platform !== 'linux') {
    const message = `${recipe.tag} is put together from programs of a Linux machine, and this is ${process.platform}.`;
    throw new ImageBuildFailed(message, { hint: 'Pull the official image instead.' });
  }
  const content = await contentHash(recipe);
  const present = await findImage(engine, recipe.tag);
  if (present?.labels[LABEL] === content) {
    return { tag: recipe.tag, built: false, digest: present.digest };
  }
  await using stack = new AsyncDisposableStack();
  const context = await mkdtemp(join(tmpdir(), 'ultra-parity-image-'));
  stack.defer(() => rm(context, { recursive: true }));
  await recipe.fill(new RootFolder(join(context, 'rootfs')));
  await copyFile(join(RECIPES, recipe.dockerfile), join(context, 'Dockerfile'));
  const args = ['build', '--force-rm', '--label', `${LABEL}=${content}`, '--tag', recipe.tag, context];
  await runCommand({ file: 'docker', args });
  const image = await findImage(engine, recipe.tag);
  if (image === null) {
    const hint = 'Let the docker command and DOCKER_HOST use the same engine.';
    throw new ImageBuildFailed(`${recipe.tag} was built and is not in the engine at ${engine.url}.`, { hint });
  }
  return { tag: recipe.tag, built: true, digest: image.digest };
}

async function contentHash({ dockerfile, sources, inputs }: LocalImageRecipe): Promise<string> {
  const own = [dockerfile, ...sources, 'build-local-image.ts', 'root-folder.ts'].map((name) => join(RECIPES, name));
  const hash = createHash('sha256');
  for (const path of [...own, ...inputs]) {
    hash
      .update(basename(path))
      .update('\0')
      .update(await readFile(path));
  }
  return hash.digest('hex');
}
