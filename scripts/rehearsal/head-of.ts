import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit that is checked out. */
export async function headOf(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: folder });
  return stdout.trim();
}
