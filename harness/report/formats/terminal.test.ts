import { describe, expect, test } from 'vitest';
import { createPainter } from '../../base/painter.ts';
import {
  equivalentInput,
  inputOf,
  inputWithDivergences,
  MISS,
  sampleEvidence,
  sampleInput,
} from '../../testing/evidence/sample-evidence.ts';
import { renderTerminalSummary } from './terminal.ts';

const plain = createPainter({ isTTY: false }, {});

describe('terminalSummary', () => {
  test('begins with the verdict and how much it is about', () => {
    const [first] = renderTerminalSummary(sampleInput(), plain).split('\n');

    expect(first).toBe('DIVERGENT  5 scenarios (1 divergent, 1 inconclusive) · 2 targets · 14 steps · 4 divergences');
  });

  test('says on one line each what the targets proved to be', () => {
    const lines = renderTerminalSummary(sampleInput(), plain).split('\n');

    expect(lines[1]).toBe('  mock  0 sockets');
    expect(lines[2]).toContain('  real  Postgres 17.10 (embedded, system identifier 7711807769824905613');
    expect(lines[2]).toContain('1 LLM call replayed from cassettes recorded 2026-11-12 against stand-in');
  });

  test('shows where the targets differ, with their names in front of what they showed', () => {
    const summary = renderTerminalSummary(sampleInput(), plain);

    expect(summary).toContain(
      [
        '✗ refuses a wrong password with 401',
        '  POST /login · http/response/status · status',
        '    mock  401',
        '    real  500',
      ].join('\n'),
    );
  });

  test('says that a side has nothing, and not that it has null', () => {
    const summary = renderTerminalSummary(sampleInput(), plain);

    expect(summary).toMatch(/db\/attempts\/0 · missing\n {4}mock {2}\{.*\}\n {4}real {2}nothing\n/);
  });

  test('ends what it says of a scenario with the command that shows it again', () => {
    const summary = renderTerminalSummary(sampleInput(), plain);

    expect(summary).toContain(
      'reproduce: npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401\n',
    );
  });

  test('tells every line of a reason, with the hint on a line of its own', () => {
    const lines = renderTerminalSummary(sampleInput(), plain).split('\n');

    for (const line of MISS.split('\n').slice(1)) {
      expect(lines).toContain(`  ${line}`);
    }
    expect(lines).toContain(
      '  -> If the request is right, record it: npx parity record --scenario shop/recommendations/recommends-what-fits',
    );
  });

  test('tells a reason once, however many scenarios give it', () => {
    const { manifest, transcripts } = sampleEvidence();
    const fault = { code: 'interrupted', message: 'A person stopped the run.', hint: 'Run it again.' } as const;
    const input = inputOf({ manifest, transcripts: transcripts.map((one) => ({ ...one, faults: [fault] })) });

    const summary = renderTerminalSummary(input, plain);

    expect(summary.split('A person stopped the run.')).toHaveLength(2);
    expect(summary).toContain('  and 5 more\n  -> Run it again.');
  });

  test('never prints more than 20 divergences, and says where the others are', () => {
    const summary = renderTerminalSummary(inputWithDivergences(23), plain, '.parity/report.html');

    expect(summary.match(/· value$/gm)).toHaveLength(20);
    expect(summary).toContain('and 3 more in .parity/report.html');
  });

  test('begins long values shortly before the place where they part', () => {
    const text = 'the same words over and over again, '.repeat(30);

    const lines = renderTerminalSummary(inputWithDivergences(1, text), plain).split('\n');

    const lineOf = (target: string) => lines.find((line) => line.startsWith(`    ${target}`)) ?? '';
    expect(lineOf('mock')).toMatch(/^ {4}mock {2}\.\.\..*of mock"$/);
    expect(lineOf('real')).toMatch(/^ {4}real {2}\.\.\..*of real"$/);
    expect(lineOf('mock').length).toBeLessThan(180);
  });

  test('lets no answer of a server steer the terminal', () => {
    const summary = renderTerminalSummary(inputWithDivergences(1, 'red \u001b[31m and \u009b31m bell \u0007'), plain);

    expect(summary.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('is short when everything agrees', () => {
    const summary = renderTerminalSummary(equivalentInput(), plain, '.parity/report.html');

    expect(summary.split('\n')).toHaveLength(5);
    expect(summary).toMatch(/^EQUIVALENT {2}3 scenarios · .*0 divergences\n/);
    expect(summary).toMatch(/\n\nReport \.parity\/report\.html$/);
  });

  test('paints only where it is asked to', () => {
    const painted = renderTerminalSummary(sampleInput(), createPainter({ isTTY: true }, {}));

    expect(painted).toContain('\u001b[31mDIVERGENT');
    expect(renderTerminalSummary(sampleInput(), createPainter({ isTTY: true }, { NO_COLOR: '1' }))).not.toContain(
      '\u001b',
    );
  });
});
