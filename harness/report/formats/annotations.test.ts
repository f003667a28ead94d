import { describe, expect, test } from 'vitest';
import { largeEvidence } from '../../testing/evidence/large-evidence.ts';
import { inputOf, sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { renderAnnotations } from './annotations.ts';

describe('annotations', () => {
  test('point at the scenario that diverges and say what shows it again', () => {
    const lines = new Map([['accounts/login/refuses-a-wrong-password-with-401', 12]]);

    const [first] = renderAnnotations({ ...sampleInput(), lines });

    expect(first).toBe(
      '::error file=suites/accounts/login.scenario.ts,line=12,title=Parity%3A divergent::refuses a wrong password with 401%0APOST /login: http/response/status differs in status (and 3 more)%0AReproduce: npx parity run --scenario accounts/login/refuses-a-wrong-password-with-401',
    );
  });

  test('warn of what could not be judged, on one line each', () => {
    const warnings = renderAnnotations(sampleInput()).filter((line) => line.startsWith('::warning '));

    expect(warnings).toMatchObject([
      expect.stringMatching(/^::warning .*title=Parity%3A unrecorded_request::No recorded/),
    ]);
    expect(warnings.join('')).not.toContain('\n');
  });

  test('are at most ten of a level, since more are dropped without a word', () => {
    expect(renderAnnotations(inputOf(largeEvidence(30, 25)))).toHaveLength(10);
  });
});
