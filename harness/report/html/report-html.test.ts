import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { equivalentInput, inputOf, inputWithDivergences, MISS, sampleInput } from '../sample-evidence.ts';
import { CHROMIUM, launchChromium, type OpenReport, openReport, textOf } from './open-report.ts';
import { reportHtml } from './report-html.ts';

const isThere = existsSync(CHROMIUM);
const isRequired = (process.env['PARITY_REQUIRE'] ?? '').split(',').includes('browser');

/** One browser for the file; each test has a page of its own. */
let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched)?.close());

async function openInBrowser(input = sampleInput(), options: BrowserContextOptions = {}): Promise<OpenReport> {
  launched ??= launchChromium();
  return await openReport(await launched, input, options);
}

/** The lines of the page that end above the lower edge of the window. */
async function textOnFirstScreen({ page }: OpenReport): Promise<string> {
  const lines = await page.evaluate<string[]>(`
    [...document.querySelectorAll('h1, .lede, .first, .command code')]
      .filter((line) => line.getBoundingClientRect().bottom <= innerHeight)
      .map((line) => line.textContent)
  `);
  return lines.join('\n');
}

const title = isThere ? 'the page of a report' : `the page of a report (not run: ${CHROMIUM} is not there)`;

describe.skipIf(!isThere && !isRequired)(title, () => {
  test('says on the first screen what broke, where, and what shows it again', async () => {
    await using report = await openInBrowser(sampleInput(), { viewport: { width: 1280, height: 720 } });

    const screen = await textOnFirstScreen(report);

    expect(screen).toContain('Divergent');
    expect(screen).toContain('1 of 5 scenarios went differently on mock and real. 1 more could not be judged.');
    expect(screen).toContain('refuses a wrong password with 401, at POST /login, http/response/status.');
    expect(screen).toContain('npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401');
  });

  test('says the same on the first screen of a phone', async () => {
    await using report = await openInBrowser(sampleInput(), { viewport: { width: 360, height: 740 } });

    const screen = await textOnFirstScreen(report);

    expect(screen).toContain('refuses a wrong password with 401, at POST /login, http/response/status.');
    expect(screen).toContain('npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401');
  });

  test('marks what is other in the values, side by side', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    const marks = page.locator('[data-side="left"] mark', { hasText: 'wrong-credentials' });
    const others = page.locator('[data-side="right"] mark', { hasText: 'internal' });

    await expect(marks.count()).resolves.toBe(1);
    await expect(others.count()).resolves.toBe(1);
  });

  test('shows why a scenario could not be judged, line by line, with the next command', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    const reason = page.locator('#reasons article');

    await expect(textOf(reason)).resolves.toContain(MISS.split('\n').at(-1));
    await expect(textOf(reason.locator('.command code'))).resolves.toMatch(/^npx parity record --scenario /);
  });

  test('keeps a filter in the address, so that it survives a reload', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    await page.getByLabel('Filter').fill('order');
    await page.getByLabel('equivalent (3)').check();
    await page.reload();

    const rows = page.locator('#scenarios tbody tr');
    await expect(rows.count()).resolves.toBe(1);
    await expect(textOf(rows)).resolves.toContain('places an order');
    await expect(page.getByLabel('Filter').inputValue()).resolves.toBe('order');
    await expect(page.getByLabel('equivalent (3)').isChecked()).resolves.toBe(true);
    await expect(textOf(page.getByRole('status'))).resolves.toBe('1 of 5 scenarios');
  });

  test('finds scenarios by the place where they diverge', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    await page.getByLabel('Filter').fill('POST /login status');

    const rows = page.locator('#scenarios tbody tr');
    await expect(rows.allInnerTexts()).resolves.toEqual([expect.stringContaining('refuses a wrong password')]);
  });

  test('leads back from a scenario to the filter that led to it', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    await page.getByLabel('Filter').fill('order');
    await page.getByRole('link', { name: 'places an order and shows it to its owner' }).click();
    await page.getByRole('link', { name: 'All scenarios' }).click();

    await expect(page.getByLabel('Filter').inputValue()).resolves.toBe('order');
  });

  test('puts the divergent scenario first, and the inconclusive one before those that agree', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    const badges = await page.locator('#scenarios tbody .badge').allInnerTexts();

    expect(badges.map((badge) => badge.replace(/\W+/, ''))).toEqual([
      'divergent',
      'inconclusive',
      'equivalent',
      'equivalent',
      'equivalent',
    ]);
  });

  test('opens the divergence that a deep link names, with the focus on it', async () => {
    const input = sampleInput();
    await using report = await openInBrowser(input);
    const { page, open } = report;
    const last = input.verdict.divergences.at(-1);

    await open(`#/d/${last?.id}`);

    const focused = page.locator(':focus');
    await expect(textOf(page.getByRole('heading', { level: 1 }))).resolves.toBe('refuses a wrong password with 401');
    await expect(focused.getAttribute('id')).resolves.toBe(`divergence-${last?.id}`);
    await expect(textOf(focused)).resolves.toContain('/attempts/0');
  });

  test('opens the steps that diverge, and shows once what is the same on every target', async () => {
    await using report = await openInBrowser();
    const { page, open } = report;

    await open('#/s/accounts/login/refuses-a-wrong-password-with-401');

    const steps = page.locator('details.step');
    const isOpen = await steps.evaluateAll((found) => found.map((step) => step.hasAttribute('open')));
    expect(isOpen).toEqual([false, true, true]);
    await expect(textOf(steps.nth(1))).resolves.toContain('same on mock and real');
    await expect(steps.nth(1).locator('mark').allInnerTexts()).resolves.toEqual(expect.arrayContaining(['401', '500']));
  });

  test('shows prompts and outcomes of every target, in symbols and as they were seen', async () => {
    await using report = await openInBrowser();
    const { page, open } = report;

    await open('#/s/shop/products/describes-a-product-in-the-words-of-a-model');
    await page.getByRole('button', { name: 'Open all' }).click();
    const canonical = await textOf(page.locator('details.step').first());
    await page.getByRole('link', { name: 'As seen' }).click();
    await page.getByRole('button', { name: 'Open all' }).click();
    const raw = await textOf(page.locator('details.step').first());

    expect(canonical).toContain('Describe the compiler in one sentence.');
    expect(canonical).toContain('<answer:openai/gpt-4o-mini#1>');
    expect(raw).toContain('A scripted description of the compiler.');
    expect(raw).toContain('It turns your programs into machine code.');
  });

  test('shows the witness, the age of the cassettes, the endpoints and the rules', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    await expect(textOf(page.locator('#targets'))).resolves.toContain('7711807769824905613');
    await expect(textOf(page.locator('#cassettes tbody tr').first())).resolves.toMatch(
      /stand-in\s+2026-11-12.*\s+12 days/,
    );
    await expect(textOf(page.locator('#coverage'))).resolves.toMatch(/POST \/login\s*differs\s+401\s+500/);
    await expect(textOf(page.locator('#run'))).resolves.toContain('http/response/body/**/latencyMs');
  });

  test('says that all scenarios showed the same when they did', async () => {
    await using report = await openInBrowser(equivalentInput());
    const { page } = report;

    await expect(textOf(page.locator('.verdict'))).resolves.toContain(
      'All 3 scenarios showed the same on mock and real.',
    );
    await expect(page.locator('#divergences').count()).resolves.toBe(0);
  });

  test('copies the command that reproduces', async () => {
    await using report = await openInBrowser(sampleInput(), { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = report;

    const button = page.locator('.verdict').getByRole('button', { name: /^Copy the command/ });
    await button.click();
    await button.getByText('Copied').waitFor();

    await expect(page.evaluate('navigator.clipboard.readText()')).resolves.toBe(
      'npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401',
    );
  });

  test('can be used with the keyboard from the first key on', async () => {
    await using report = await openInBrowser();
    const { page } = report;

    await page.keyboard.press('Tab');
    const skip = await textOf(page.locator(':focus'));
    await page.keyboard.press('Enter');

    expect(skip).toBe('Skip to the content');
    await expect(page.locator(':focus').getAttribute('id')).resolves.toBe('main');
  });

  test.for([
    ['#/'],
    ['#/s/accounts/login/refuses-a-wrong-password-with-401'],
    ['#/s/shop/recommendations/recommends-what-fits'],
  ])('fits a phone without scrolling sideways at %s', async ([hash = '']) => {
    await using report = await openInBrowser(sampleInput(), { viewport: { width: 360, height: 740 } });
    const { page, open } = report;

    await open(hash);

    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(360);
  });

  test('is dark where the system is', async () => {
    await using light = await openInBrowser(sampleInput(), { colorScheme: 'light' });
    await using dark = await openInBrowser(sampleInput(), { colorScheme: 'dark' });

    const ground = 'getComputedStyle(document.documentElement).backgroundColor';

    await expect(light.page.evaluate(ground)).resolves.toBe('rgb(246, 247, 248)');
    await expect(dark.page.evaluate(ground)).resolves.toBe('rgb(20, 24, 27)');
  });

  test('complains of nothing and asks the network for nothing', async () => {
    await using report = await openInBrowser();
    const { complaints, page, open } = report;

    await open('#/s/accounts/login/refuses-a-wrong-password-with-401');
    await page.getByRole('button', { name: 'Open all' }).click();
    await open('#/d/no-such-divergence');

    expect(complaints).toEqual([]);
  });

  test('runs nothing that a server has answered', async () => {
    await using report = await openInBrowser(inputWithDivergences(3, '</script><img src=x onerror=alert(1)>'));
    const { page, complaints } = report;

    await expect(page.locator('img').count()).resolves.toBe(0);
    await expect(textOf(page.locator('.sides').first())).resolves.toContain('<img src=x onerror=alert(1)>');
    expect(complaints).toEqual([]);
  });
});

describe('reportHtml', () => {
  test('stays below 1 MB for 30 scenarios with a body of 300 KB each', () => {
    const { manifest, transcripts } = inputWithDivergences(3, 'word '.repeat(20_000)).evidence;
    const identities = Array.from({ length: 30 }, (_, index) => ({
      id: `wide/${index}`,
      title: 'wide',
      file: 'wide.ts',
    }));
    const evidence = {
      manifest: { ...manifest, scenarios: identities },
      transcripts: identities.flatMap((scenario) => transcripts.map((transcript) => ({ ...transcript, scenario }))),
    };

    const page = reportHtml(inputOf(evidence));

    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  });

  test('draws the page with a program that has no type error', async () => {
    const [tsc, project] = ['../../../node_modules/.bin/tsc', 'client/tsconfig.json'].map((path) => {
      return fileURLToPath(new URL(path, import.meta.url));
    });

    const checked = promisify(execFile)(tsc ?? '', ['--project', project ?? '']);

    await expect(checked).resolves.toMatchObject({ stdout: '' });
  }, 30_000);
});
