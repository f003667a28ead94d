import { expect, test } from 'vitest';
import { describeInBrowser } from '../../testing/report/describe-in-browser.ts';
import { readText } from '../../testing/report/open-report.ts';
import { fullInput } from '../../testing/report/sample-report.ts';

describeInBrowser({ subject: 'the proof in a report', env: process.env }, (openPage) => {
  test('shows what caught each seeded bug, what survived first, and finds them by what caught them', async () => {
    await using report = await openPage(fullInput());
    const { page, open } = report;
    const rows = page.getByRole('table', { name: 'Mutants' }).locator('tbody tr');

    await open('#/mutants');
    const all = await rows.allInnerTexts();
    await page.getByLabel('Filter').fill('channel:db kind:missing');
    const caught = await rows.allInnerTexts();
    await page.reload();
    await rows.first().waitFor();

    expect(all.map((text) => text.slice(0, 3))).toEqual(['H02', 'H01']);
    expect(all[0]).toContain('Expected: db missing at /orders/* in shop/orders/*');
    expect(caught).toHaveLength(1);
    expect(caught[0]).toContain('refuses a wrong password with 401');
    expect(caught[0]).toContain('http status');
    await expect(rows.allInnerTexts()).resolves.toEqual(caught);
  });

  test('has a kill matrix that a screen reader reads as a table', async () => {
    await using report = await openPage(fullInput());
    const { page, open } = report;

    await open('#/mutants');
    await page.getByText('Kill matrix').first().click();

    const matrix = page.getByRole('table', { name: 'Kill matrix' });
    await matrix.getByRole('cell').first().waitFor();
    await expect(matrix.getByRole('columnheader').allInnerTexts()).resolves.toEqual([
      'Scenario',
      'Kills',
      'H02',
      'H01',
    ]);
    await expect(matrix.getByRole('rowheader').allInnerTexts()).resolves.toEqual(['refuses a wrong password with 401']);
    await expect(matrix.getByRole('cell').allTextContents()).resolves.toEqual(['1', '', '◆kills it, alone']);
  });

  test('says what each part of the suite is worth, and tells the findings of a control in full', async () => {
    await using report = await openPage(fullInput());
    const { page, open } = report;

    await open('#/mutants');
    const main = await readText(page.locator('main'));

    expect(main).toMatch(/http\s+1\s+0 instead of 1\s+H01/);
    expect(main).toMatch(/http\/response\/body\/mode\s+\+4/);
    expect(main).toMatch(/noisy A\/A-real real against itself: 1 divergence/);
    expect(main).toMatch(/real, first time\s+59\.80\s+real, second time\s+59\.79/);
  });
});
