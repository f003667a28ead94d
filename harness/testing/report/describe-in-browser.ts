import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, describe } from 'vitest';
import type { ReportInput } from '../../report/content/report-input.ts';
import { sampleInput } from '../evidence/sample-evidence.ts';
import { CHROMIUM, launchChromium, type OpenOptions, type OpenReport, openReport } from './open-report.ts';

type OpenPage = (input?: ReportInput, options?: OpenOptions) => Promise<OpenReport>;

interface Subject {
  readonly subject: string;
  /** `PARITY_REQUIRE=browser` makes its absence a failure. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Tests in one browser, each with a page of its own. Without the browser they say that they were not run. */
export function describeInBrowser({ subject, env }: Subject, tests: (openPage: OpenPage) => void): void {
  const isThere = existsSync(CHROMIUM);
  const isRequired = (env['PARITY_REQUIRE'] ?? '').split(',').includes('browser');
  const title = isThere ? subject : `${subject} (not run: ${CHROMIUM} is not there)`;
  describe.skipIf(!isThere && !isRequired)(title, () => {
    let launched: Promise<Browser> | undefined;
    afterAll(async () => (await launched)?.close());
    tests(async (input = sampleInput(), options = {}) => {
      launched ??= launchChromium();
      return await openReport(await launched, input, options);
    });
  });
}
