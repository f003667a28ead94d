import { describe, expect, test } from 'vitest';
import type { MutantResult, Proof } from '../evidence/proof.ts';
import { SAMPLE_PROOF } from '../testing/prove/sample-proof.ts';
import { mergeProofs } from './merge-proofs.ts';

const LOGIN = 'accounts/login/refuses-a-wrong-password-with-401';
const result = (id: string, outcome: MutantResult['outcome'], killedBy: readonly string[] = []): MutantResult => ({
  ...{ id, tier: id.startsWith('G') ? 'G' : 'H', title: id, outcome, killedBy, caught: [] },
});
const quiet = { id: 'unmutated', title: 'the code as it is', outcome: 'quiet', divergences: 0, findings: [] } as const;

function part(shard: string, mutants: readonly MutantResult[], rest: Partial<Proof> = {}): Proof {
  const scope = { mutants: null, shard, scenarios: 5 };
  return { ...SAMPLE_PROOF, scope, mutants, controls: [quiet], falsePositives: 0, reasons: [], ...rest };
}

describe('the proofs of parts', () => {
  const one = part('1/2', [result('H01', 'killed', [LOGIN]), result('G-a', 'killed')]);
  const two = part('2/2', [result('H02', 'killed', [LOGIN, 'other']), result('G-a', 'killed')]);

  test('are the proof of the whole, in any order', () => {
    const whole = mergeProofs([two, one]);

    expect(whole).toEqual(mergeProofs([one, two]));
    expect(whole).toMatchObject({
      exitCode: 0,
      scope: { mutants: null, shard: null, scenarios: 5 },
      tiers: { H: { total: 2, killed: 2 }, C: { total: 0 }, G: { total: 1, killed: 1 } },
      smokeSet: [LOGIN],
      kills: { [LOGIN]: ['H01', 'H02'], other: ['H02'] },
    });
    expect(whole.ablation.channels).toContainEqual({ channel: 'http', kills: 2, blind: ['H01', 'H01'] });
    expect(whole.ablation.scenarios).toEqual([{ scenario: LOGIN, lost: ['H01'] }]);
  });

  test('take the worse of what two of them say of the same', () => {
    const lives = part('2/2', [result('G-a', 'survived')], {
      controls: [{ ...quiet, outcome: 'noisy', divergences: 3 }],
      reasons: ['The code changed while it was being proved: app.ts.'],
    });

    expect(mergeProofs([one, lives])).toMatchObject({
      exitCode: 2,
      tiers: { G: { total: 1, killed: 0 } },
      falsePositives: 3,
      reasons: ['The code changed while it was being proved: app.ts.'],
    });
    expect(mergeProofs([one, { ...lives, reasons: [] }]).exitCode).toBe(4);
  });

  test.each([
    ['there is none', []],
    ['part 2/2 is missing', [one]],
    ['part 1/2 is there 2 times', [one, one, two]],
    ['part 1/3 is not of 2', [one, { ...two, scope: { ...two.scope, shard: '1/3' } }]],
    ['they are about different commits', [one, { ...two, commit: 'another' }]],
    ['they tried different mutants', [one, { ...two, scope: { ...two.scope, mutants: 'H*' } }]],
  ])('are refused where %s', (problem, proofs) => {
    expect(() => mergeProofs(proofs)).toThrow(
      expect.objectContaining({
        code: 'PARITY_PROOF_MERGE_REFUSED',
        message: `The proofs are not the parts of one: ${problem}.`,
      }),
    );
  });
});
