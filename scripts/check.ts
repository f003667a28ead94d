/**
 * Everything that a change must pass, in the order of what is quickest to fail: `npm run check`. With
 * `--without-tests`, all but the tests: `npm run lint`.
 */
import { runStep } from './run-step.ts';

const CHECKED = ['server', 'harness', 'containers', 'suites', 'parity', 'scripts', 'examples', 'bench'];

type Step = readonly [name: string, command: string, args: readonly string[]];

const STEPS: readonly Step[] = [
  ['format and lint', 'biome', ['ci', '.']],
  ['types', 'tsc', []],
  ['floating promises and empty assertions', 'oxlint', ['--type-aware', ...CHECKED]],
  ['unused code and dependencies', 'knip', []],
  ['architecture and unit tests', 'vitest', ['run', '--project', 'unit']],
];

const steps = process.argv.includes('--without-tests') ? STEPS.filter(([, command]) => command !== 'vitest') : STEPS;
const failed: string[] = [];
for (const [name, command, args] of steps) {
  console.error(`\n== ${name}: ${command} ${args.join(' ')}`);
  if ((await runStep(command, args)) !== 0) {
    failed.push(name);
  }
}
console.error(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
