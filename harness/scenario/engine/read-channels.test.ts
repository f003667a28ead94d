import { describe, expect, test } from 'vitest';
import { compareTranscripts } from '../../judge/compare-transcripts.ts';
import { findUnmetExpectations } from '../../judge/unmet-expectations.ts';
import { sampleStep, sampleTranscript } from '../../testing/evidence/sample-transcript.ts';
import { findConfigProblems } from './check-config.ts';
import { readChannels } from './read-channels.ts';

describe("a project's own channels", () => {
  test('are read by name', async () => {
    const shown = await readChannels(['mail'], { channels: { mail: async () => [{ to: 'ada' }] } });

    expect(shown).toEqual({ values: { mail: [{ to: 'ada' }] }, faults: [] });
  });

  test.each([
    ['that a target does not show', {}, 'The target does not show the channel mail.'],
    [
      'that nobody named',
      { mail: async () => [], fax: async () => [] },
      'The target shows a channel fax, which the configuration does not name.',
    ],
    [
      'that cannot be read',
      { mail: () => Promise.reject(new Error('the spool is gone')) },
      'The channel mail could not be read: the spool is gone',
    ],
    [
      'that JSON cannot hold',
      { mail: async () => [new Map()] as never },
      'The channel mail could not be read: A Map at /0 is not JSON. Give plain objects, lists, texts and numbers.',
    ],
  ])('make the evidence faulty: one %s', async (_, channels, message) => {
    const { faults } = await readChannels(['mail'], { channels });

    expect(faults).toMatchObject([{ code: 'channel_unread', message }]);
  });

  test('differ under their own name, and follow the rules for it', () => {
    const left = sampleTranscript({ channels: { mail: [{ to: 'ada', waitedMs: 3 }] } });
    const right = sampleTranscript({ target: 'real', channels: { mail: [{ to: 'eve', waitedMs: 70 }] } });
    const rules = [{ channel: 'mail', pointer: '/*/waitedMs', as: 'duration' }] as const;

    expect(compareTranscripts(left, right, rules)).toMatchObject([
      { step: 'after the last step', channel: 'mail', pointer: '/0/to', left: 'ada', right: 'eve' },
    ]);
    expect(compareTranscripts(left, right, []).map(({ pointer }) => pointer)).toEqual(['/0/to', '/0/waitedMs']);
  });

  test('may be read as a step, differ there, and are held against what the scenario expects', () => {
    const step = sampleStep({ channels: { mail: [{ to: 'ada' }] }, expectations: [{ mail: [{ to: 'grace' }] }] });
    const left = sampleTranscript({ steps: [step] });
    const right = sampleTranscript({ target: 'real', steps: [{ ...step, channels: { mail: [{ to: 'eve' }] } }] });

    const places = [...compareTranscripts(left, right, []), ...findUnmetExpectations(left)];

    expect(places).toMatchObject([
      { targets: ['mock', 'real'], channel: 'mail', pointer: '/0/to', left: 'ada', right: 'eve' },
      { targets: ['expected', 'mock'], channel: 'mail', pointer: '/0/to', left: 'grace', right: 'ada' },
    ]);
  });

  test('have names of their own, and no rule is for a channel that there is not', () => {
    const config = { scenarios: 's', cassettes: 'c', targets: { one: {} }, channels: ['mail', 'http', 'Big Mail'] };
    const rules = [
      { channel: 'mail', pointer: '/x', as: 'set' },
      { channel: 'mial', pointer: '/x', as: 'set' },
    ];

    expect(findConfigProblems({ ...config, rules })).toEqual([
      expect.stringContaining('"http"'),
      expect.stringContaining('"Big Mail"'),
      expect.stringContaining('"mial"'),
    ]);
  });
});
