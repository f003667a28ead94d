import { expect, test } from 'vitest';
import { createFirewall } from '../traffic/secrets/firewall.ts';
import { silentProgress } from './progress.ts';
import { redactProgress } from './redact-progress.ts';

test('lines, titles and the output of the system hold no secret', () => {
  const told: string[] = [];
  const progress = redactProgress(
    {
      ...silentProgress,
      note: (line) => told.push(line),
      output: (text) => told.push(text),
      started: ({ title }) => told.push(title),
    },
    createFirewall({ knownSecrets: ['correct horse'] }),
  );

  progress.note('mock: correct horse');
  progress.output('log: correct horse');
  progress.started({ target: 'mock', title: 'logs in with correct horse' });

  expect(told).toHaveLength(3);
  expect(told.join()).not.toContain('correct horse');
});
