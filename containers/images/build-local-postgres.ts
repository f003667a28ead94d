import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';
import { findBinaries } from '../postgres/embedded/binaries.ts';
import { type BuiltImage, buildLocalImage } from './build-local-image.ts';
import { LOCAL_POSTGRES_IMAGE } from './image-names.ts';
import type { RootFolder } from './root-folder.ts';

const HOME = '/usr/local/pgsql';
const BIN = '/usr/local/bin';
const ENTRYPOINT = 'local-postgres-entrypoint.sh';
const IS_READY = 'local-postgres-isready.sh';

/** Postgres 17 from the binaries of npm, this machine's C library and busybox. It has no psql. */
export async function buildLocalPostgres(engine: Engine): Promise<BuiltImage> {
  const binaries = await findBinaries(null);
  if (!binaries.usable) {
    throw new ImageBuildFailed(binaries.why, { hint: 'Run `npm install` with optional dependencies.' });
  }
  return buildLocalImage(engine, {
    tag: LOCAL_POSTGRES_IMAGE,
    dockerfile: 'local-postgres.Dockerfile',
    sources: ['build-local-postgres.ts', ENTRYPOINT, IS_READY],
    inputs: [join(binaries.folder, 'bin/postgres'), '/bin/busybox'],
    fill: (root) => fill(root, binaries.folder),
  });
}

async function fill(root: RootFolder, native: string): Promise<void> {
  await root.addBase([{ name: 'postgres', id: 999, home: '/var/lib/postgresql' }]);
  await root.copy(join(native, 'bin'), `${HOME}/bin`);
  await root.copy(join(native, 'share'), `${HOME}/share`);
  for (const name of await readdir(join(native, 'lib'))) {
    const isForCompilers = name.endsWith('.a') || name === 'pkgconfig';
    if (!isForCompilers) {
      await root.copy(join(native, 'lib', name), `${HOME}/lib/${name}`);
    }
  }
  await root.addLibraries(
    ['postgres', 'initdb', 'pg_ctl'].map((name) => join(native, 'bin', name)),
    native,
  );
  await root.copy(join(import.meta.dirname, ENTRYPOINT), `${BIN}/docker-entrypoint.sh`);
  await root.copy(join(import.meta.dirname, IS_READY), `${BIN}/pg_isready`);
}
