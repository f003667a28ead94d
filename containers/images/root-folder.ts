import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from './run-command.ts';

const BUSYBOX = '/bin/busybox';
const LOCALE = '/usr/lib/locale/C.utf8';

/** A file system for a `FROM scratch` image, put together in a folder of this machine. */
export class RootFolder {
  readonly path: string;
  readonly #library: Set<string> = new Set();

  constructor(path: string) {
    this.path = path;
  }

  /** Copies a file or a folder of this machine to a path of the image; links inside a folder stay links. */
  async copy(source: string, target: string): Promise<void> {
    const destination = await this.#parent(target);
    await cp(source, destination, { recursive: true, verbatimSymlinks: true });
  }

  async write(target: string, content: string, mode = 0o644): Promise<void> {
    const destination = await this.#parent(target);
    await writeFile(destination, content);
    await chmod(destination, mode);
  }

  /** The shared libraries of this machine that the given programs load, except those under `except` (ldd(1)). */
  async addLibraries(programs: readonly string[], except?: string): Promise<void> {
    const listing = await runCommand({ file: 'ldd', args: programs });
    for (const [, path] of listing.matchAll(/^\s+(?:\S+ => )?(\/\S+) \(0x/gm)) {
      if (path === undefined || this.#library.has(path) || (except && path.startsWith(except))) {
        continue;
      }
      this.#library.add(path);
      await cp(path, await this.#parent(path), { dereference: true });
    }
  }

  /** What every image needs: busybox for its shell, the C.UTF-8 locale and accounts. */
  async addBase(
    accounts: readonly { readonly name: string; readonly id: number; readonly home: string }[],
  ): Promise<void> {
    await this.copy(BUSYBOX, BUSYBOX);
    if (existsSync(LOCALE)) {
      await this.copy(LOCALE, LOCALE);
    }
    const all = [{ name: 'root', id: 0, home: '/root' }, ...accounts];
    const passwd = all.map(({ name, id, home }) => `${name}:x:${id}:${id}::${home}:/bin/sh\n`);
    await this.write('/etc/passwd', passwd.join(''));
    await this.write('/etc/group', all.map(({ name, id }) => `${name}:x:${id}:\n`).join(''));
    await this.write('/etc/nsswitch.conf', 'hosts: files dns\n');
  }

  async #parent(target: string): Promise<string> {
    const destination = join(this.path, target);
    await mkdir(dirname(destination), { recursive: true });
    return destination;
  }
}
