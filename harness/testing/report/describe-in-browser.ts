import type { Browser } from 'playwright-core';
import { afterAll, describe } from 'vitest';
import type { ReportInput } from '../../report/content/report-input.ts';
import { sampleInput } from '../evidence/sample-evidence.ts';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';
import { launchChromium, type OpenOptions, type OpenReport, openReport } from './open-report.ts';

type OpenPage = (input?: ReportInput, options?: OpenOptions) => Promise<OpenReport>;

interface Subject {
  readonly subject: string;
  /** `PARITY_REQUIRE=browser` makes its absence a failure. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Tests in one browser, each with a page of its own. Without the browser they say that they were not run. */
export function describeInBrowser({ subject, env }: Subject, tests: (openPage: OpenPage) => void): void {
  const path = findChromium(env);
  const isRequired = (env['PARITY_REQUIRE'] ?? '').split(',').includes('browser');
  const title = path === undefined ? `${subject} (not run: ${NO_CHROMIUM})` : subject;
  describe.skipIf(path === undefined && !isRequired)(title, () => {
    let launched: Promise<Browser> | undefined;
    afterAll(async () => (await launched)?.close());
    tests(async (input = sampleInput(), options = {}) => {
      if (path === undefined) {
        throw new Error(`The test needs a browser: ${NO_CHROMIUM}.`);
      }
      launched ??= launchChromium(path);
      return await openReport(await launched, input, options);
    });
  });
}
