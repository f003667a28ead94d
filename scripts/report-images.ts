/**
 * Draws the pictures of the guides again: `node scripts/report-images.ts`. A bug of real mode is seeded into a clone of the
 * last commit, the whole suite is run on it, and the first screen of its report is taken.
 */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyEdits } from '../harness/prove/mutant/apply-edits.ts';
import { loadMutants } from '../harness/prove/mutant/load-mutants.ts';
import { findChromium, NO_CHROMIUM } from '../harness/testing/report/find-chromium.ts';
import { launchChromium } from '../harness/testing/report/open-report.ts';
import { runStep } from './run-step.ts';

const PICTURES = [
  { id: 'C18', file: 'report.png', colorScheme: 'light' },
  { id: 'H04', file: 'report-failing.png', colorScheme: 'dark' },
] as const;
const CLI = resolve('harness/cli/main.ts');
const [wanted] = process.argv.slice(2);

const folder = await mkdtemp(join(tmpdir(), 'parity-images-'));
for (const picture of PICTURES.filter(({ id }) => wanted === undefined || id === wanted)) {
  const report = await makeReport(picture.id);
  await takeFirstScreen(report, picture);
}
await rm(folder, { recursive: true });

/** The report of the whole suite on the code with the bug. */
async function makeReport(id: string): Promise<string> {
  const clone = join(folder, id);
  const evidence = join(folder, `${id}-evidence`);
  await runStep('git', ['clone', '--quiet', '.', clone]);
  await symlink(resolve('node_modules'), join(clone, 'node_modules'));
  const { mutants } = await loadMutants(join(clone, 'parity.config.ts'), 'suites/mutants', (one) => one === id);
  for (const edit of mutants.flatMap(({ edits }) => edits)) {
    const path = join(clone, edit.file);
    await writeFile(path, applyEdits(id, await readFile(path, 'utf8'), [edit]));
  }
  await runStep('bash', ['-c', `cd '${clone}' && npx parity run --target mock,real; cp -r .parity '${evidence}'`]);
  await runStep(process.execPath, [CLI, 'report', evidence]);
  return join(evidence, 'report.html');
}

async function takeFirstScreen(report: string, { file, colorScheme }: (typeof PICTURES)[number]): Promise<void> {
  const chromium = findChromium(process.env);
  if (chromium === undefined) {
    throw new Error(`The pictures need a browser: ${NO_CHROMIUM}.`);
  }
  await using browser = await launchChromium(chromium);
  const viewport = { width: 1_280, height: 760 };
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5, colorScheme, offline: true });
  await page.goto(pathToFileURL(report).href);
  await page.locator('#page[data-shows]').waitFor();
  await page.screenshot({ path: join('docs/images', file) });
}
