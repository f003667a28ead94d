import fc from 'fast-check';

const PIECES = [
  '\u001b[31m',
  '\u001b]8;;http://evil.test\u0007',
  '\u009b2J',
  '\u0000',
  '\u0007',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ud800',
  '::set-output name=a::b',
  '::error::x',
  '::',
  ':',
  '##[error]x',
  '##vso[task.complete]',
  '#',
  ' ',
  '<b>&"',
  '`|*',
  '%0A',
  'é',
];

/** Text made to steer a terminal or the CI server that reads a log. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** Whether no line of a log steers a terminal or is a command of a CI server. */
export function isHarmlessLog(text: string): boolean {
  return (
    !/[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text) &&
    text.isWellFormed() &&
    text.split('\n').every((line) => !line.trimStart().startsWith('::') && !/##[a-z]*\[/i.test(line))
  );
}
