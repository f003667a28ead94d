import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { createFirewall } from '../../traffic/secrets/firewall.ts';
import { redactOutput } from './redact-output.ts';

test('writes no secret, and is the same stream otherwise', () => {
  const stream = Object.assign(new PassThrough(), { columns: 100 });
  const guarded = redactOutput(stream as unknown as WriteStream, createFirewall({ knownSecrets: ['correct horse'] }));

  guarded.write('PARITY_X: no access with correct horse\n');

  expect(String(stream.read())).toMatch(/^PARITY_X: no access with \[secret:known-secret:[0-9a-f]{8}\]\n$/);
  expect(guarded.columns).toBe(100);
});
