import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of a module in the folder of another one, for whoever loads files by path: TypeScript here, and JavaScript
 * where the package is installed. `moduleBeside(import.meta.url, 'worker')`.
 */
export function moduleBeside(url: string, name: string): string {
  return fileURLToPath(new URL(`${name}${extname(url)}`, url));
}
