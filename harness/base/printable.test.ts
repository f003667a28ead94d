import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText, isHarmlessLog } from '../testing/report/hostile-text.ts';
import { toPrintableLine, toPrintableText } from './printable.ts';

describe('toPrintableLine', () => {
  test.each([
    ['an escape sequence', 'red \u001b[31m', String.raw`red \u001b[31m`],
    ['a control sequence of 8 bits', '\u009b31m', String.raw`\u009b31m`],
    ['a line break', 'one\ntwo\r\n', String.raw`one\ntwo\r\n`],
    ['text that is written from right to left', '\u202egnp.exe', String.raw`\u202egnp.exe`],
    ['a lone surrogate', 'x\ud800', String.raw`x\ud800`],
    ['a command of GitHub Actions', ' ::set-output name=a::b', String.raw` \u003a:set-output name=a::b`],
    ['a command of Azure Pipelines', 'a ##vso[task.complete]', String.raw`a \u0023#vso[task.complete]`],
  ])('shows %s as text', (_, text, shown) => {
    expect(toPrintableLine(text)).toBe(shown);
  });

  test('leaves letters, signs and emoji of any script as they are', () => {
    const text = 'Grüße, 東京 👩‍👩‍👧 العربية a::b #1 [x]';

    expect(toPrintableLine(text)).toBe(text);
  });

  test('gives one line that steers nothing, whatever the text is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = toPrintableLine(text);

        expect(line).not.toContain('\n');
        expect(isHarmlessLog(line)).toBe(true);
      }),
    );
  });
});

describe('toPrintableText', () => {
  test('keeps lines and tabs', () => {
    expect(toPrintableText('a\tb\r\n::warning::c')).toBe('a\tb\n\\u003a:warning::c');
  });

  test('gives lines that steer nothing, whatever the text is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(isHarmlessLog(toPrintableText(text))).toBe(true);
      }),
    );
  });
});
