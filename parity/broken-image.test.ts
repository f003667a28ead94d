import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Verdict } from 'ultra-parity';
import { buildServerImage, findEngine } from 'ultra-parity/containers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findImage, removeImage } from '../containers/engine/images.ts';
import { runCommand } from '../containers/images/run-command.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const GOOD = 'ultra-parity/server:parity';
const BROKEN = 'ultra-parity/server:broken';

const found = await findEngine(process.env);
const isRequired = process.env['PARITY_REQUIRE']?.split(',').includes('image') ?? false;
const reason = found.found ? `engine ${found.version}` : found.why;

/** Runs one scenario on three targets, of which the last is an image made worse by these lines. */
async function verdictWith(lines: string): Promise<Verdict> {
  if (!found.found) {
    throw new Error(found.why);
  }
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'parity-broken-'));
  opened.defer(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), `FROM ${GOOD}\n${lines}\n`);
  await runCommand({ file: 'docker', args: ['build', '--force-rm', '--tag', BROKEN, folder] });
  const image = await findImage(found.engine, BROKEN);
  if (image !== null) {
    opened.defer(() => removeImage(found.engine, image.id));
  }
  const targets = ['--target', 'mock,real,image', '--postgres', 'container'];
  const what = ['run', ...targets, '--scenario', 'analysis/models/**', '--out', folder];
  const env = { ...process.env, PARITY_SERVER_IMAGE: BROKEN };
  await promisify(execFile)(process.execPath, ['harness/cli/main.ts', ...what], { cwd: ROOT, env }).catch(() => null);
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
}

/** The targets that something was found against. */
function accused({ divergences, reasons }: Verdict): string[] {
  const named = [
    ...divergences.map(({ targets: [, other] }) => other),
    ...reasons.map(({ target }) => target ?? 'all'),
  ];
  return [...new Set(named)];
}

describe.skipIf(!found.found && !isRequired)(
  `an image that is broken on purpose (${reason})`,
  { timeout: 240_000 },
  () => {
    beforeAll(async () => {
      if (!found.found) {
        throw new Error(found.why);
      }
      const extraCa = process.env['NODE_EXTRA_CA_CERTS'];
      await buildServerImage({ engine: found.engine, context: ROOT, tag: GOOD, extraCa });
    }, 240_000);

    afterAll(async () => {
      const left = found.found ? await findImage(found.engine, BROKEN) : null;
      if (found.found && left !== null) {
        await removeImage(found.engine, left.id);
      }
    });

    test.each([
      ['lacks a file', 'USER root\nRUN rm /app/server/http/health-routes.ts\nUSER node'],
      [
        'asks a wrong path for its health',
        'HEALTHCHECK --interval=1s --retries=2 CMD ["node", "server/no-such-file.ts"]',
      ],
      ['runs as root', 'USER root'],
    ])('is not equivalent when it %s, and the other targets stay so', async (_what, lines) => {
      const verdict = await verdictWith(lines);

      expect(verdict.verdict).not.toBe('equivalent');
      expect(accused(verdict)).toEqual(['image']);
    });
  },
);
