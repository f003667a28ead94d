import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import type { ReportInput } from '../../report/content/report-input.ts';
import { loadClient } from '../../report/html/load-client.ts';
import { type PageOptions, renderPage } from '../../report/html/render-page.ts';

/** Silent: nothing of it asks the network on its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How large the page may be, and what the browser is. */
export type OpenOptions = BrowserContextOptions & Pick<PageOptions, 'budgetBytes'>;

/** A report in a browser, from a file, without a network. */
export interface OpenReport extends AsyncDisposable {
  readonly page: Page;
  /** Of the page, in bytes. */
  readonly size: number;
  /** Whatever the page wrote to the console, threw, or asked the network for in vain. */
  readonly complaints: readonly string[];
  open(hash: string): Promise<void>;
}

/** @param executablePath a browser that `findChromium` found */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

export async function openReport(
  browser: Browser,
  input: ReportInput,
  { budgetBytes, ...options }: OpenOptions = {},
): Promise<OpenReport> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'parity-report-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.html');
  const client = await loadClient();
  await writeFile(file, renderPage(input, { client, ...(budgetBytes === undefined ? {} : { budgetBytes }) }));

  const context = opened.use(await browser.newContext({ offline: true, ...options }));
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  const open = async (hash: string) => {
    await page.goto(`${pathToFileURL(file)}${hash}`);
    await page.locator(`#page[data-shows="${hash}"]`).waitFor();
  };
  await open('');
  const owned = opened.move();
  const { size } = await stat(file);
  return { page, size, complaints, open, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** What a person reads there. */
export async function readText(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join('\n');
}
