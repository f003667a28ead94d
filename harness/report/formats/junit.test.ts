import { describe, expect, test } from 'vitest';
import {
  equivalentInput,
  inputOf,
  inputWithDivergences,
  sampleEvidence,
  sampleInput,
} from '../../testing/evidence/sample-evidence.ts';
import { renderJunit } from './junit.ts';

describe('junit', () => {
  test('has a suite for each target and a case for each scenario', () => {
    const xml = renderJunit(sampleInput());

    expect(xml.match(/<testsuite name="(\w+)" tests="5"/g)).toEqual([
      '<testsuite name="mock" tests="5"',
      '<testsuite name="real" tests="5"',
    ]);
    expect(xml.match(/<testcase /g)).toHaveLength(10);
  });

  test('counts a divergence as a failure and missing evidence as an error, on every target that they concern', () => {
    const xml = renderJunit(sampleInput());

    expect(xml).toContain('<testsuites name="parity" tests="10" failures="2" errors="2" time="4.812">');
    expect(xml).toContain('<failure message="POST /login: http/response/status differs in status (and 3 more)"');
    expect(xml).toContain('<error message="unrecorded_request: No recorded interaction of ');
  });

  test('says how to reproduce a failure', () => {
    expect(renderJunit(sampleInput())).toContain(
      'Reproduce: npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401</failure>',
    );
  });

  test('escapes markup and control characters', () => {
    const xml = renderJunit(inputWithDivergences(1, 'a <b> & "c" \u0000 \u001b \ud800'));

    expect(xml).toContain('a &lt;b&gt; &amp; ');
    expect(xml).not.toMatch(/[^\P{Cc}\t\n]/u);
    expect(xml.isWellFormed()).toBe(true);
  });

  test('fails nothing when everything agrees', () => {
    const xml = renderJunit(equivalentInput());

    expect(xml).toContain('tests="6" failures="0" errors="0"');
    expect(xml).not.toContain('<testcase name="run');
  });

  test('is never without an error when nothing was run', () => {
    const { manifest } = sampleEvidence();

    const xml = renderJunit(inputOf({ manifest: { ...manifest, scenarios: [] }, transcripts: [] }));

    expect(xml).toContain('<testsuite name="run" tests="1" failures="0" errors="1"');
    expect(xml).toContain('<error message="No scenario was run, so nothing is known." type="no_scenarios">');
  });
});
