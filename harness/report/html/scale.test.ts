import { expect, test } from 'vitest';
import { largeEvidence, largeProof } from '../../testing/evidence/large-evidence.ts';
import { inputOf } from '../../testing/evidence/sample-evidence.ts';
import { describeInBrowser } from '../../testing/report/describe-in-browser.ts';
import { readText } from '../../testing/report/open-report.ts';

const EIGHT_MB = 8_000_000;

describeInBrowser({ subject: 'a large report', env: process.env }, (openPage) => {
  test('has 10,000 scenarios, 1,000 divergences and 400 seeded bugs below 8 MB, and draws only the rows that are near the window', async () => {
    const evidence = largeEvidence(10_000, 500);
    const input = { ...inputOf(evidence), proof: largeProof(evidence, 400) };
    await using report = await openPage(input);
    const { page, size } = report;

    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.reload();
    // Its rows lie below what diverges, so that they may not be drawn; the table is there.
    await page.locator('#scenarios table').waitFor({ state: 'attached', timeout: 60_000 });
    const { metrics } = await session.send('Performance.getMetrics');
    const work = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    console.info(`${(size / 1e6).toFixed(1)} MB, opened with ${work.toFixed(2)} s of work`);

    expect(input.verdict.counts).toMatchObject({ scenarios: 10_000, divergences: 1_000 });
    expect(size).toBeLessThan(EIGHT_MB);
    await expect(page.locator('#scenarios table').getAttribute('aria-rowcount')).resolves.toBe('10001');
    await expect(page.locator('#scenarios tbody tr').count()).resolves.toBeLessThan(700);
  }, 180_000);

  test('shows the rows and the steps that somebody scrolls to or asks for', { timeout: 60_000 }, async () => {
    await using report = await openPage(inputOf(largeEvidence(1_000, 1)));
    const { page } = report;

    await page.getByLabel('Filter').fill('s:equivalent');
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await page.locator('tr[aria-rowindex="1000"]').waitFor();
    await page.getByRole('link', { name: 'keeps promise number 999 ' }).click();
    await page.getByRole('button', { name: 'Open all' }).click();

    await expect(readText(page.locator('details.step').first())).resolves.toContain('"name"');
  });

  test('leaves the steps of what agrees out where they would make it too large, and says where they are', {
    timeout: 60_000,
  }, async () => {
    const budgetBytes = 190_000;
    await using report = await openPage(inputOf(largeEvidence(400, 2)), { budgetBytes });
    const { page, size, open } = report;

    await open('#/s/area-1/feature-1/keeps-promise-number-1');
    const diverges = await page.locator('details.step').count();
    await open('#/s/area-39/feature-399/keeps-promise-number-399');

    expect(size).toBeLessThan(budgetBytes);
    expect(diverges).toBe(4);
    await expect(readText(page.locator('main'))).resolves.toContain('transcripts/area-39/feature-399/');
  });
});
