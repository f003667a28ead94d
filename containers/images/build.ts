import { findEngine } from '../engine/find-engine.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
import type { BuiltImage } from './build-local-image.ts';
import { buildLocalNode } from './build-local-node.ts';
import { buildLocalPostgres } from './build-local-postgres.ts';

/** `node containers/images/build.ts`: builds the images that stand in where no registry can be reached. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const found = await findEngine(env);
  if (!found.found) {
    throw new ImageBuildFailed(found.why, { hint: found.next });
  }
  report(await buildLocalPostgres(found.engine));
  report(await buildLocalNode(found.engine, env['PATH'] ?? ''));
}

function report({ tag, built, digest }: BuiltImage): void {
  const seconds = Math.round(performance.now() / 100) / 10;
  process.stdout.write(`${tag} ${built ? 'is built' : 'is up to date'} after ${seconds} s: ${digest}\n`);
}

await main(process.env);
