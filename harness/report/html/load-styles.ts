import { readFileSync } from 'node:fs';

/** In the order of the cascade. */
const SHEETS = ['base.css', 'page.css', 'evidence.css', 'media.css'] as const;

/** The styles of the page as one sheet. */
export function loadStyles(): string {
  return SHEETS.map((name) => readFileSync(new URL(`styles/${name}`, import.meta.url), 'utf8')).join('\n');
}
