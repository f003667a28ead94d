import { describe, expect, test } from 'vitest';
import { equivalentInput, inputWithDivergences, sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { renderMarkdown } from './markdown.ts';

describe('markdown', () => {
  test('says the verdict in the first heading', () => {
    expect(renderMarkdown(sampleInput())).toMatch(/^## Parity: divergent\n/);
    expect(renderMarkdown(equivalentInput())).toMatch(/^## Parity: equivalent\n/);
  });

  test('shows a divergence as a diff with the names of the targets', () => {
    expect(renderMarkdown(sampleInput())).toContain(
      '`POST /login` differs at `http/response/status` (status):\n\n```diff\n- mock: 401\n+ real: 500\n```',
    );
  });

  test('puts the scenarios that diverge before those that could not be judged, and those that agree last', () => {
    const rows = renderMarkdown(sampleInput()).match(/^\| .* \| (divergent|inconclusive|equivalent) \|/gm);

    expect(rows?.map((row) => row.split(' | ').at(1)?.replace(' |', ''))).toEqual([
      'divergent',
      'inconclusive',
      'equivalent',
      'equivalent',
      'equivalent',
    ]);
  });

  test('keeps the lines of an explanation, and says what comes next', () => {
    const text = renderMarkdown(sampleInput());

    expect(text).toContain('     /messages/0/content: Recommend something to [-wear-]{+read+}.\n```');
    expect(text).toContain('Next: If the request is right, record it: npx parity record --scenario');
  });

  test('lets no value end the block of code that it stands in', () => {
    const text = renderMarkdown(inputWithDivergences(1, '```\n# not a heading\n```'));

    expect(text).toContain('````diff\n');
    expect(text).toMatch(/\n````\n/);
  });

  test('stays below 900 KB by dropping details, and never the verdict', () => {
    const text = renderMarkdown(inputWithDivergences(2_000, 'word '.repeat(400)));

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
    expect(text).toMatch(/^## Parity: divergent\n/);
    expect(text).toContain('npx parity run --scenario wide/many');
  });

  test('keeps all details where there is room', () => {
    const text = renderMarkdown(inputWithDivergences(50, 'word '.repeat(100)));

    expect(text.match(/^```diff$/gm)).toHaveLength(50);
    expect(text).toContain(`${'word '.repeat(100)} of real`);
  });
});
