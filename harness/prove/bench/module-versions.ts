import { createHash } from 'node:crypto';
import { type LoadFnOutput, registerHooks } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeVersion } from './protocol.ts';

const PARAMETER = 'ultra-parity-version';

export interface ModuleVersionOptions {
  /** The folder of the project, absolute. What lies below it has versions, but for `node_modules`. */
  readonly root: string;
  /** Folders that all versions share, absolute: what observes must not be changed with what is observed. */
  readonly shared: readonly string[];
}

/**
 * Loads the code of a project in several versions into one process. A version is told apart by the query of its module
 * addresses; what one of its modules imports belongs to the same version. The files on the disk stay as they are.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/module.html#customization-hooks
 */
export class ModuleVersions {
  readonly #options: ModuleVersionOptions;
  readonly #versions = new Map<string, CodeVersion>();
  readonly #loaded = new Map<string, Record<string, string>>();
  #current: CodeVersion | undefined;

  constructor(options: ModuleVersionOptions) {
    this.#options = options;
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        const url = this.#versioned(resolved.url, context.parentURL);
        return url === undefined ? resolved : { ...resolved, url };
      },
      load: (url, context, next) => {
        const loaded = next(url, context);
        const version = this.#versions.get(readVersion(url) ?? '');
        if (version === undefined || loaded.source === undefined || loaded.source === null) {
          return loaded;
        }
        return { ...loaded, source: this.#sourceOf(version, fileURLToPath(url), loaded.source) };
      },
    });
  }

  /** From now on, what has no version imports this one. */
  use(version: CodeVersion): void {
    this.#current = version;
    this.#versions.set(version.id, version);
  }

  /** The digest of the code of each file of a version that was loaded, by absolute path. */
  loaded(version: string): Readonly<Record<string, string>> {
    return this.#loaded.get(version) ?? {};
  }

  #versioned(url: string, parent: string | undefined): string | undefined {
    const version = readVersion(parent) ?? this.#current?.id;
    if (version === undefined || !url.startsWith('file:') || url.includes('?') || !this.#isOwn(fileURLToPath(url))) {
      return undefined;
    }
    return `${url}?${PARAMETER}=${encodeURIComponent(version)}`;
  }

  #isOwn(path: string): boolean {
    const { root, shared } = this.#options;
    return (
      isBelow(root, path) &&
      !path.split(sep).includes('node_modules') &&
      !shared.some((folder) => isBelow(folder, path))
    );
  }

  #sourceOf(version: CodeVersion, path: string, source: NonNullable<LoadFnOutput['source']>): string {
    const original = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
    const code = version.sources[path] ?? original;
    const loaded = this.#loaded.get(version.id) ?? {};
    this.#loaded.set(version.id, { ...loaded, [path]: createHash('sha256').update(code).digest('hex') });
    return code;
  }
}

function readVersion(url: string | undefined): string | undefined {
  return (url?.includes(PARAMETER) && new URL(url).searchParams.get(PARAMETER)) || undefined;
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder + sep);
}
