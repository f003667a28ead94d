import { execFile } from 'node:child_process';
import { ImageBuildFailed } from '../errors/image-build-failed.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

const KEPT_CHARACTERS = 3_000;

/**
 * Runs a program and returns its standard output.
 *
 * @throws PARITY_IMAGE_BUILD_FAILED with the end of what it said
 */
export function runCommand({ file, args, cwd }: Command): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(file, args, { cwd, maxBuffer: 64 * 1024 ** 2 }, (cause, stdout, stderr) => {
    if (cause === null) {
      return resolve(stdout);
    }
    const said = `${stdout}\n${stderr}`.trim().slice(-KEPT_CHARACTERS) || cause.message;
    reject(
      new ImageBuildFailed(`\`${file} ${args[0] ?? ''}\` failed: ${said}`, {
        cause,
        hint: `Check that ${file} is installed and the container engine answers \`docker info\`.`,
      }),
    );
  });
  return promise;
}
