import { expect, test } from 'vitest';
import { sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { describeInBrowser } from '../../testing/report/describe-in-browser.ts';
import { readText } from '../../testing/report/open-report.ts';

describeInBrowser({ subject: "finding one's way in a report", env: process.env }, (openPage) => {
  test('keeps a filter in the address, so that it survives a reload', async () => {
    await using report = await openPage();
    const { page } = report;

    await page.getByLabel('Filter').fill('order');
    await page.getByLabel('equivalent (3)').check();
    await page.reload();

    const rows = page.locator('#scenarios tbody tr');
    await rows.first().waitFor();
    await expect(rows.count()).resolves.toBe(1);
    await expect(readText(rows)).resolves.toContain('places an order');
    await expect(page.getByLabel('Filter').inputValue()).resolves.toBe('state:equivalent order');
    await expect(page.getByLabel('equivalent (3)').isChecked()).resolves.toBe(true);
    await expect(readText(page.getByRole('status'))).resolves.toBe('1 of 5 scenarios');
  });

  test.for([
    ['POST /login status', ['refuses a wrong password with 401']],
    ['channel:db kind:missing target:real', ['refuses a wrong password with 401']],
    ['channel:start', []],
    ['route:"GET /orders"', ['places an order and shows it to its owner']],
    ['-state:equivalent', ['refuses a wrong password with 401', 'recommends what fits']],
    ['state:inconclusive,divergent -login', ['recommends what fits']],
    ['code:unrecorded_request target:real', ['recommends what fits']],
    ['pointer:/response/status kind:status route:/login', ['refuses a wrong password with 401']],
    ['r:/login ch:calls', []],
    ['s:divergent p:/response/status t:real', ['refuses a wrong password with 401']],
  ] as const)('selects scenarios by the query %s', async ([query, titles]) => {
    await using report = await openPage();
    const { page } = report;

    await page.getByLabel('Filter').fill(query);

    await expect(page.locator('#scenarios tbody a').allInnerTexts()).resolves.toEqual(titles);
  });

  test('narrows what diverges and what could not be judged to the query as well', async () => {
    await using report = await openPage();
    const { page } = report;

    await page.getByLabel('Filter').fill('ch:db');

    const places = await page.locator('#divergences .place').allInnerTexts();
    expect(places).not.toEqual([]);
    expect(places.filter((place) => !place.includes('table attempts'))).toEqual([]);
    await expect(page.locator('#reasons').isVisible()).resolves.toBe(false);
  });

  test('goes back from a query to all scenarios, and from a scenario to the place that it was opened from', async () => {
    await using report = await openPage();
    const { page } = report;

    await page.getByLabel('Filter').fill('order');
    await page.locator('#scenarios').getByRole('link', { name: 'places an order' }).click();
    await page.locator('h1', { hasText: 'places an order' }).waitFor();
    await page.goBack();
    await page.locator('#scenarios').waitFor();
    const focused = await readText(page.locator(':focus'));
    const query = await page.getByLabel('Filter').inputValue();
    await page.goBack();

    expect(focused).toBe('places an order and shows it to its owner');
    expect(query).toBe('order');
    await page.locator('#filter-count').getByText('5 scenarios', { exact: true }).waitFor();
    await expect(page.getByLabel('Filter').inputValue()).resolves.toBe('');
  });

  test('leads back from a scenario to the filter that led to it', async () => {
    await using report = await openPage();
    const { page } = report;

    await page.getByLabel('Filter').fill('order');
    await page.getByRole('link', { name: 'places an order and shows it to its owner' }).click();
    await page.getByRole('link', { name: 'All scenarios' }).click();
    await page.locator('#scenarios').waitFor();

    await expect(page.getByLabel('Filter').inputValue()).resolves.toBe('order');
  });

  test('opens the divergence that a deep link names, with the focus on it', async () => {
    const input = sampleInput();
    await using report = await openPage(input);
    const { page, open } = report;
    const last = input.verdict.divergences.at(-1);

    await open(`#/d/${last?.id}`);

    const focused = page.locator(':focus');
    await expect(readText(page.getByRole('heading', { level: 1 }))).resolves.toBe('refuses a wrong password with 401');
    await expect(focused.getAttribute('data-divergences')).resolves.toBe(last?.id);
    await expect(readText(focused)).resolves.toContain('table attempts, row 1');
  });

  test('can be used with the keyboard from the first key on', async () => {
    await using report = await openPage();
    const { page } = report;

    await page.keyboard.press('Tab');
    const skip = await readText(page.locator(':focus'));
    await page.keyboard.press('Enter');

    expect(skip).toBe('Skip to the content');
    await expect(page.locator(':focus').getAttribute('id')).resolves.toBe('main');
  });

  test('moves with j and k, finds the filter with /, explains itself with ? and goes back with Escape', async () => {
    await using report = await openPage();
    const { page } = report;
    const focused = () => readText(page.locator(':focus'));

    await page.keyboard.press('j');
    const first = await focused();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const second = await focused();
    await page.keyboard.press('Enter');
    await page.locator('.back').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#scenarios').waitFor();
    await page.keyboard.press('?');
    const isHelpOpen = await page.getByRole('dialog').isVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');

    expect([first, second]).toEqual(Array(2).fill('refuses a wrong password with 401'));
    expect(isHelpOpen).toBe(true);
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
    await expect(page.locator(':focus').getAttribute('id')).resolves.toBe('filter-text');
  });
});
