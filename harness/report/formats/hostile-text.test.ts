import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPainter } from '../../base/painter.ts';
import { sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { hostileText, isHarmlessLog } from '../../testing/report/hostile-text.ts';
import type { ReportInput } from '../content/report-input.ts';
import { renderAnnotations } from './annotations.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderTerminalSummary } from './terminal.ts';

/** The sample run with this text in every place where a system, a scenario or a person can put one. */
function fillWith(text: string): ReportInput {
  const input = sampleInput();
  const { verdict, evidence } = input;
  const ids = new Map(verdict.scenarios.map(({ id }) => [id, `${id}${text}`]));
  const rename = (id: string) => ids.get(id) ?? id;
  const manifest = {
    ...evidence.manifest,
    command: `npx parity run --config ${text}`,
    runId: text,
    scenarios: evidence.manifest.scenarios.map(({ id }) => ({ id: rename(id), title: text, file: text })),
  };
  return {
    ...input,
    evidence: { ...evidence, manifest },
    verdict: {
      ...verdict,
      targets: verdict.targets.map(({ name }) => ({ name: `${text}${name}`, witness: { llm: text, note: text } })),
      scenarios: verdict.scenarios.map((one) => ({ ...one, id: rename(one.id), title: text })),
      divergences: verdict.divergences.map((one) => ({
        ...one,
        scenario: rename(one.scenario),
        step: text,
        pointer: `/${text}`,
        channel: text,
        targets: [`${text}a`, `${text}b`],
        left: { [text]: text },
        right: text,
      })),
      reasons: verdict.reasons.map((one) => ({
        ...one,
        scenario: one.scenario === null ? null : rename(one.scenario),
        target: text,
        message: text,
        hint: text,
      })),
    },
  };
}

const plain = createPainter({ isTTY: false }, {});

describe('text that steers a terminal or a CI server', () => {
  test.each([
    ['the terminal', (input: ReportInput) => renderTerminalSummary(input, plain, 'report.html')],
    ['the Markdown summary', renderMarkdown],
    ['JUnit XML', renderJunit],
  ])('does not reach %s', (_, render) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(isHarmlessLog(render(fillWith(text)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('adds no command to the annotations of GitHub, and no line', () => {
    const commands = (input: ReportInput) =>
      renderAnnotations(input).map((line) => /^::(error|warning) /.exec(line)?.[1]);
    const expected = commands(sampleInput());

    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = renderAnnotations(fillWith(text));

        expect(lines.map((line) => /^::(error|warning) /.exec(line)?.[1])).toEqual(expected);
        expect(lines.filter((line) => !isHarmlessLog(line.slice(2)) || line.includes('\n'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
