import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

type Environment = Readonly<Record<string, string | undefined>>;

/** What distributions call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Where it is when it is not on the PATH: Debian, macOS, Windows. */
const PATHS = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export const NO_CHROMIUM = 'no Chromium on the PATH or in the usual places: install one, or name it in PARITY_CHROMIUM';

/** The browser that `PARITY_CHROMIUM` names, else the first one that is there; undefined where there is none. */
export function findChromium(env: Environment): string | undefined {
  const named = env['PARITY_CHROMIUM'];
  if (named !== undefined && named !== '') {
    return existsSync(named) ? named : undefined;
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PATHS, chromium.executablePath()].find((path) => existsSync(path));
}
