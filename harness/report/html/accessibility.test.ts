import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { describeInBrowser } from '../../testing/report/describe-in-browser.ts';
import { fullInput, VIEWS } from '../../testing/report/sample-report.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page, each with the first place where it does. */
const VIOLATIONS = `
  axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => id + ': ' + help + ' at ' + nodes[0].html.slice(0, 200)),
  )
`;

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

describeInBrowser({ subject: 'a report for everybody', env: process.env }, (openPage) => {
  test.for([
    ['light', 'on a desktop', DESKTOP],
    ['dark', 'on a desktop', DESKTOP],
    ['light', 'on a phone', PHONE],
    ['dark', 'on a phone', PHONE],
  ] as const)('has no violation of axe in any view, %s %s', { timeout: 240_000 }, async ([colorScheme, , viewport]) => {
    await using report = await openPage(fullInput(), { colorScheme, viewport });
    const { page, open, complaints } = report;
    await page.evaluate(AXE);

    const found: string[] = [];
    for (const view of VIEWS) {
      await open(view);
      const openAll = page.getByRole('button', { name: 'Open all' });
      if (await openAll.isVisible()) {
        await openAll.click();
      }
      await page.locator('main details.panel').evaluateAll((panels) => {
        for (const panel of panels) {
          panel.setAttribute('open', '');
        }
      });
      const violations = await page.evaluate<string[]>(VIOLATIONS);
      found.push(...violations.map((violation) => `${view} ${violation}`));
    }
    await page.keyboard.press('?');
    found.push(...(await page.evaluate<string[]>(VIOLATIONS)));

    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('fits a phone without scrolling sideways in any view', async () => {
    await using report = await openPage(fullInput(), { viewport: PHONE });
    const { page, open } = report;

    const tooWide: string[] = [];
    for (const view of VIEWS) {
      await open(view);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > PHONE.width) {
        tooWide.push(`${view} is ${width} wide`);
      }
    }

    expect(tooWide).toEqual([]);
  }, 60_000);

  test('is dark where the system is', async () => {
    await using light = await openPage(sampleInput(), { colorScheme: 'light' });
    await using dark = await openPage(sampleInput(), { colorScheme: 'dark' });

    const ground = 'getComputedStyle(document.documentElement).backgroundColor';

    await expect(light.page.evaluate(ground)).resolves.toBe('rgb(246, 247, 248)');
    await expect(dark.page.evaluate(ground)).resolves.toBe('rgb(20, 24, 27)');
  });
});
