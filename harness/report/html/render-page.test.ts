import { describe, expect, test } from 'vitest';
import {
  equivalentInput,
  inputOf,
  inputWithDivergences,
  MISS,
  sampleEvidence,
  sampleInput,
} from '../../testing/evidence/sample-evidence.ts';
import { describeInBrowser } from '../../testing/report/describe-in-browser.ts';
import { type OpenReport, readText } from '../../testing/report/open-report.ts';
import { loadClient } from './load-client.ts';
import { renderPage } from './render-page.ts';

/** The lines of the page that end above the lower edge of the window. */
async function textOnFirstScreen({ page }: OpenReport): Promise<string> {
  const lines = await page.evaluate<string[]>(`
    [...document.querySelectorAll('h1, .lede, .brief, .first, .command code')]
      .filter((line) => line.getBoundingClientRect().bottom <= innerHeight)
      .map((line) => line.textContent)
  `);
  return lines.join('\n');
}

describeInBrowser({ subject: 'the page of a report', env: process.env }, (openPage) => {
  test('says on the first screen what broke, where, and what shows it again', async () => {
    await using report = await openPage(sampleInput(), { viewport: { width: 1280, height: 720 } });

    const screen = await textOnFirstScreen(report);

    expect(screen).toContain('Divergent');
    expect(screen).toContain('1 of 5 scenarios went differently on mock and real. 1 more could not be judged.');
    expect(screen).toContain('POST /login response status: mock 401 The e-mail address');
    expect(screen).toContain('real 500 Something went wrong on our side.');
    expect(screen).toContain('in refuses a wrong password with 401');
    expect(screen).toContain('npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401');
  });

  test('tells scenarios that fail on all targets alike from those that go differently', async () => {
    const { manifest, transcripts } = sampleInput().evidence;
    const wanted = { http: { response: { status: 418 } } };
    const disappointed = transcripts.map((transcript) =>
      transcript.scenario.id.startsWith('accounts/login')
        ? transcript
        : { ...transcript, steps: transcript.steps.map((step) => ({ ...step, expectations: [wanted] })) },
    );
    await using report = await openPage(inputOf({ manifest, transcripts: disappointed }));

    const screen = await textOnFirstScreen(report);

    expect(screen).toMatch(/\d of 5 scenarios failed: \d on mock and real alike, and 1 differently\./);
  });

  test('says the same on the first screen of a phone', async () => {
    await using report = await openPage(sampleInput(), { viewport: { width: 360, height: 740 } });

    const screen = await textOnFirstScreen(report);

    expect(screen).toContain('POST /login response status: mock 401 The e-mail address');
    expect(screen).toContain('real 500 Something went wrong on our side.');
    expect(screen).toContain('in refuses a wrong password with 401');
    expect(screen).toContain('npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401');
  });

  test('marks what is other in the values, side by side', async () => {
    await using report = await openPage();
    const { page } = report;

    const marks = page.locator('[data-side="left"] mark', { hasText: 'wrong-credentials' });
    const others = page.locator('[data-side="right"] mark', { hasText: 'internal' });

    await expect(marks.count()).resolves.toBe(1);
    await expect(others.count()).resolves.toBe(1);
  });

  test('shows why a scenario could not be judged, line by line, with the next command', async () => {
    await using report = await openPage();
    const { page } = report;

    const reason = page.locator('#reasons article');

    await expect(readText(reason)).resolves.toContain(MISS.split('\n').at(-1));
    await expect(readText(reason.locator('.command code'))).resolves.toMatch(/^npx parity record --scenario /);
  });

  test('puts the divergent scenario first, and the inconclusive one before those that agree', async () => {
    await using report = await openPage();
    const { page } = report;

    const badges = await page.locator('#scenarios tbody td:first-child .badge').allInnerTexts();

    expect(badges.map((badge) => badge.replace(/\W+/, ''))).toEqual([
      'divergent',
      'inconclusive',
      'equivalent',
      'equivalent',
      'equivalent',
    ]);
  });

  test('opens the steps that diverge, and shows once what is the same on every target', async () => {
    await using report = await openPage();
    const { page, open } = report;

    await open('#/s/accounts/login/refuses-a-wrong-password-with-401');

    const steps = page.locator('details.step');
    const isOpen = await steps.evaluateAll((found) => found.map((step) => step.hasAttribute('open')));
    expect(isOpen).toEqual([false, true, true]);
    await expect(readText(steps.nth(1))).resolves.toContain('same on mock and real');
    await expect(steps.nth(1).locator('mark').allInnerTexts()).resolves.toEqual(expect.arrayContaining(['401', '500']));
  });

  test("draws a project's own channel where it diverges", async () => {
    const { manifest, transcripts } = sampleEvidence();
    const mails = (target: string) => [{ to: target === 'mock' ? 'ada@example.test' : 'bob@example.test' }];
    const withMails = transcripts.map((one) => ({ ...one, channels: { mail: mails(one.target) } }));
    await using report = await openPage(inputOf({ manifest, transcripts: withMails }));
    const { page, open } = report;

    await open('#/s/accounts/login/refuses-a-wrong-password-with-401');

    const step = page.locator('details.step[open]', { hasText: 'after the last step' });
    await expect(readText(step)).resolves.toContain('bob@example.test');
    await expect(readText(step.getByRole('heading', { name: 'mail' }))).resolves.toBe('mail');
  });

  test("finds a project's own channel by the query and names it in the help", async () => {
    const { manifest, transcripts } = sampleEvidence();
    const [first] = manifest.scenarios;
    const withMails = transcripts.map((one) =>
      one.scenario.id === first?.id ? { ...one, channels: { mail: [one.target] } } : one,
    );
    await using report = await openPage(inputOf({ manifest, transcripts: withMails }));
    const { page, open } = report;

    await open('#/?q=channel%3Amail');
    const titles = await page.locator('#scenarios tbody a').allInnerTexts();
    await page.keyboard.press('?');

    expect(titles).toEqual([first?.title]);
    await expect(readText(page.getByRole('dialog'))).resolves.toMatch(/channel:http\s+start, http.*, mail/);
  });

  test('shows prompts and outcomes of every target, in symbols and as they were seen', async () => {
    await using report = await openPage();
    const { page, open } = report;

    await open('#/s/shop/products/describes-a-product-in-the-words-of-a-model');
    await page.getByRole('button', { name: 'Open all' }).click();
    const canonical = await readText(page.locator('details.step').first());
    await page.getByRole('link', { name: 'As seen' }).click();
    await page.locator('#page[data-shows$="?view=raw"]').waitFor();
    await page.getByRole('button', { name: 'Open all' }).click();
    const raw = await readText(page.locator('details.step').first());

    expect(canonical).toContain('Describe the compiler in one sentence.');
    expect(canonical).toContain('<answer:openai/gpt-4o-mini#1>');
    expect(canonical).toMatch(/Key that the scenario gave\s*same on mock and real\s*a-key-of-the-customer/);
    expect(raw).toContain('A scripted description of the compiler.');
    expect(raw).toContain('It turns your programs into machine code.');
  });

  test('draws a step in the moment in which it is opened, however busy the browser is', async () => {
    await using report = await openPage();
    const { page, open } = report;

    await open('#/s/shop/products/describes-a-product-in-the-words-of-a-model');
    const seen = await page.getByRole('button', { name: 'Open all' }).evaluate((button: HTMLElement) => {
      button.click();
      return button.ownerDocument.querySelector('details.step')?.textContent;
    });

    expect(seen).toContain('Describe the compiler in one sentence.');
  });

  test('says what a symbol stands for on each target, to the pointer and to the keyboard', async () => {
    await using report = await openPage();
    const { page, open } = report;

    await open('#/s/accounts/registration/registers-an-account');
    await page.getByRole('button', { name: 'Open all' }).click();
    const symbol = page.locator('.symbol', { hasText: '<uuid.v4#1>' }).first();
    await symbol.hover();
    await page.getByRole('tooltip').waitFor();
    const hovered = await readText(page.getByRole('tooltip'));
    await page.keyboard.press('Escape');
    const isHidden = await page.locator('.tip').isHidden();
    await symbol.focus();
    await page.getByRole('tooltip').waitFor();

    expect(hovered).toMatch(/mock 00000001-0000-4000-8000-aaaaaaaaaaaa\s+real 00000001-0000-4000-8000-bbbbbbbbbbbb/);
    expect(isHidden).toBe(true);
    await expect(readText(page.getByRole('tooltip'))).resolves.toBe(hovered);
    await expect(symbol.getAttribute('aria-describedby')).resolves.toBe('symbol-tip');
  });

  test('shows the witness, the age of the cassettes, the endpoints and the rules, each in a view of its own', async () => {
    await using report = await openPage();
    const { page, open } = report;
    const main = page.locator('main');

    await open('#/targets');
    const targets = await readText(main);
    await open('#/cassettes');
    const cassettes = await readText(main);
    await open('#/coverage');
    const coverage = await readText(main);
    await open('#/run');
    const run = await readText(main);

    expect(targets).toContain('7711807769824905613');
    expect(cassettes).toMatch(/stand-in\s+2026-11-12.*\s+12 days/);
    expect(coverage).toMatch(/POST \/login\s*differs\s+401\s+500/);
    expect(run).toContain('http/response/body/**/latencyMs');
  });

  test('says that all scenarios showed the same when they did', async () => {
    await using report = await openPage(equivalentInput());
    const { page } = report;

    await expect(readText(page.locator('.verdict'))).resolves.toContain(
      'All 3 scenarios showed the same on mock and real.',
    );
    await expect(page.locator('#divergences').isVisible()).resolves.toBe(false);
  });

  test('copies the command that reproduces', async () => {
    await using report = await openPage(sampleInput(), { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = report;

    const button = page.locator('.verdict').getByRole('button', { name: /^Copy the command/ });
    await button.click();
    await button.getByText('Copied').waitFor();

    await expect(page.evaluate('navigator.clipboard.readText()')).resolves.toBe(
      'npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401',
    );
  });

  test('complains of nothing and asks the network for nothing', async () => {
    await using report = await openPage();
    const { complaints, page, open } = report;

    await open('#/s/accounts/login/refuses-a-wrong-password-with-401');
    await page.getByRole('button', { name: 'Open all' }).click();
    await open('#/d/no-such-divergence');

    expect(complaints).toEqual([]);
  });

  test('runs nothing that a server has answered', async () => {
    await using report = await openPage(inputWithDivergences(3, '</script><img src=x onerror=alert(1)>'));
    const { page, complaints } = report;

    await expect(page.locator('img').count()).resolves.toBe(0);
    await expect(readText(page.locator('.sides').first())).resolves.toContain('<img src=x onerror=alert(1)>');
    expect(complaints).toEqual([]);
  });
});

describe('renderPage', () => {
  test('stays below 1 MB for 30 scenarios with a body of 300 KB each', async () => {
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

    const page = [...renderPage(inputOf(evidence), { client: await loadClient() })].join('');

    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  });
});
