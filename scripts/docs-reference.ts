/** Writes the reference that is made from code: `npm run docs:reference`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderWhatIsCompared } from './what-is-compared.ts';

const folder = resolve('docs/reference');
await mkdir(folder, { recursive: true });
await writeFile(resolve(folder, 'what-is-compared.md'), renderWhatIsCompared());
