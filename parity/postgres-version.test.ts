import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const WORKFLOW = readFileSync(new URL('../.github/workflows/parity.yml', import.meta.url), 'utf8');

test('a version of Postgres that is not on this machine is said in words, with exit code 78', {
  timeout: 60_000,
}, () => {
  const what = ['run', '--target', 'mock,real', '--scenario', 'boot/**', '--postgres', 'embedded', '--json'];
  const env = { ...process.env, PARITY_POSTGRES_VERSION: '16' };

  const { status, stdout } = spawnSync(process.execPath, ['harness/cli/main.ts', ...what], { cwd: ROOT, env });

  expect(status).toBe(78);
  expect(JSON.parse(String(stdout))).toMatchObject({
    exitCode: 78,
    error: {
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      message: expect.stringContaining('PARITY_POSTGRES_VERSION asks for another'),
    },
  });
});

test('versions of Postgres, time zones and languages are axes of the workflow', () => {
  expect(WORKFLOW).toMatch(/postgres: \[15, 16, 17, 18\]/);
  expect(WORKFLOW).toMatch(
    /PARITY_POSTGRES_VERSION: \$\{\{ matrix\.postgres \}\}\n\s+TZ: \$\{\{ matrix\.zone \}\}\n\s+LC_ALL: /,
  );
  expect(WORKFLOW.match(/zone: Pacific\/\w+/g)).toEqual(['zone: Pacific/Kiritimati', 'zone: Pacific/Pago_Pago']);
  expect(WORKFLOW).toContain('locale: tr_TR.UTF-8');
});
