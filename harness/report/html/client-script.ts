import { readFileSync } from 'node:fs';

/** The modules of the page, each after those that it imports. */
const MODULES = [
  'dom.js',
  'report-store.js',
  'route.js',
  'query.js',
  'places.js',
  'json-view.js',
  'diff-view.js',
  'place-words.js',
  'findings.js',
  'divergence-view.js',
  'reason-view.js',
  'columns.js',
  'call-view.js',
  'timeline-view.js',
  'table-view.js',
  'channel-view.js',
  'steps-view.js',
  'scenario-view.js',
  'long-table.js',
  'matrix-view.js',
  'filter-bar.js',
  'coverage-view.js',
  'mutants-table.js',
  'kill-matrix.js',
  'ablation-view.js',
  'controls-view.js',
  'mutants-view.js',
  'facts-view.js',
  'waivers-view.js',
  'history-view.js',
  'fact-pages.js',
  'overview-view.js',
  'keyboard.js',
  'symbol-tip.js',
  'main.js',
] as const;

/**
 * The program of the page as one module script. A page from a file may not import modules, so they are joined: they share
 * one scope, and no two of them declare the same name.
 */
export function clientScript(): string {
  const modules = MODULES.map((name) => readFileSync(new URL(`client/${name}`, import.meta.url), 'utf8'));
  return modules.map(withoutModuleSyntax).join('\n').replaceAll('</script', '<\\/script');
}

function withoutModuleSyntax(source: string): string {
  return source.replaceAll(/^import [^;]*;\n/gm, '').replaceAll(/^export /gm, '');
}
