import { describe, expect, test } from 'vitest';
import type { CoveredCells } from '../evidence/coverage.ts';
import type { Proof } from '../evidence/proof.ts';
import { equivalentInput, sampleInput } from '../testing/evidence/sample-evidence.ts';
import { SAMPLE_PROOF } from '../testing/prove/sample-proof.ts';
import { gate } from './gate.ts';
import type { GateFacts } from './gate-facts.ts';
import { type Policy, policySchema } from './policy.ts';

const COMMIT = '5f3b9a7e0c1d2e3f405162738495a6b7c8d9eaf0';

function policy(terms: Partial<Policy>): Policy {
  return policySchema.parse({ schema: 'ultra-parity/policy/v1', ...terms });
}

function facts(changes: Partial<GateFacts> = {}): GateFacts {
  const { evidence, verdict } = equivalentInput();
  const source = { commit: COMMIT, isDirty: false, changes: null, lockfile: null };
  return {
    evidence: { ...evidence, manifest: { ...evidence.manifest, source } },
    verdict,
    proof: undefined,
    signedBy: 0,
    ...changes,
  };
}

function withCells(required: number, covered: number): GateFacts {
  const base = facts();
  const cells: CoveredCells = { required, covered, exempt: 0, list: [] };
  return { ...base, verdict: { ...base.verdict, coverage: { ...base.verdict.coverage, cells } } };
}

function proofWith(killed: number, changes: Partial<Proof> = {}): Proof {
  const none = { total: 0, killed: 0, score: 1, lower95: 0 };
  const caught = { step: 'GET /', channel: 'http', kind: 'value' as const, pointer: '/response/body/a' };
  const mutants = Array.from({ length: 20 }, (_, index): Proof['mutants'][number] => {
    const isKilled = index < killed;
    return {
      ...{ id: `H${index}`, tier: 'H', title: 'a bug', outcome: isKilled ? 'killed' : 'survived' },
      ...(isKilled ? { killedBy: ['a/b'], caught: [{ scenario: 'a/b', ...caught }] } : { killedBy: [], caught: [] }),
    };
  });
  return {
    ...SAMPLE_PROOF,
    commit: COMMIT,
    exitCode: killed === 20 ? 0 : 4,
    tiers: { H: { total: 20, killed, score: killed / 20, lower95: 0 }, C: none, G: none },
    falsePositives: 0,
    controls: [],
    mutants,
    kills: { 'a/b': mutants.filter(({ outcome }) => outcome === 'killed').map(({ id }) => id) },
    ...changes,
  };
}

/** A run that was narrowed to one of the scenarios. */
function partialFacts(): GateFacts {
  const { verdict, ...base } = facts();
  return { ...base, verdict: { ...verdict, scope: { kind: 'partial', selection: 'a/**', scenarios: 1, of: 9 } } };
}

const codes = (decision: ReturnType<typeof gate>) => decision.reasons.map(({ code }) => code);

describe('a release', () => {
  test('is allowed where the targets are equivalent and nothing more is asked', () => {
    expect(gate(facts(), policy({}))).toEqual({
      schema: 'ultra-parity/gate/v1',
      exitCode: 0,
      release: true,
      reasons: [],
    });
  });

  test('is refused where fewer cells are required than the policy knows of', () => {
    expect(gate(withCells(163, 163), policy({ coverage: 1, requiredCells: 213 }))).toMatchObject({
      exitCode: 4,
      release: false,
      reasons: [{ code: 'coverage_shrunk', message: expect.stringContaining('163 cells must be covered') }],
    });
    expect(gate(withCells(213, 213), policy({ coverage: 1, requiredCells: 213 }))).toMatchObject({ release: true });
    expect(gate(facts(), policy({ requiredCells: 1 }))).toMatchObject({ reasons: [{ code: 'coverage_shrunk' }] });
  });

  test('is refused where the numbers of the proof do not follow from its mutants', () => {
    const proof = { ...proofWith(20), mutants: [] };

    expect(gate(facts({ proof }), policy({ sensitivity: { H: 1 } }))).toMatchObject({
      exitCode: 4,
      release: false,
      reasons: [{ code: 'proof_wrong', message: expect.stringContaining('tier H says 20 of 20 killed') }],
    });
  });

  test('cannot be decided on a part of the suite, unless the policy allows it', () => {
    expect(gate(partialFacts(), policy({}))).toMatchObject({
      exitCode: 2,
      release: null,
      reasons: [{ code: 'partial_run', message: expect.stringContaining('1 of 9 scenarios') }],
    });
    expect(gate(partialFacts(), policy({ allowPartial: true }))).toMatchObject({ release: true });
  });

  test('is refused where the targets diverge, whatever the policy leaves out', () => {
    const { evidence, verdict } = sampleInput();

    const decision = gate(facts({ evidence, verdict }), policy({}));

    expect(decision).toMatchObject({ exitCode: 1, release: false });
    expect(codes(decision)).toContain('divergent');
  });

  test('can neither be allowed nor refused on evidence that is inconclusive', () => {
    const { evidence, verdict } = equivalentInput();
    const reason = { code: 'interrupted', scenario: null, target: null, message: 'Stopped.', hint: 'Run it again.' };
    const inconclusive = { ...verdict, verdict: 'inconclusive' as const, reasons: [reason] };

    expect(gate(facts({ evidence, verdict: inconclusive }), policy({}))).toMatchObject({
      exitCode: 2,
      release: null,
      reasons: [{ code: 'inconclusive', message: expect.stringContaining('Stopped.') }],
    });
  });

  test('cannot be decided before every target of the policy was compared', () => {
    const decision = gate(facts(), policy({ targets: ['mock', 'image'] }));

    expect(decision).toMatchObject({ exitCode: 2, release: null });
    expect(decision.reasons[0]?.message).toBe('The target image was not compared.');
  });

  test('needs the witness of each value that the policy names', () => {
    const witness = [{ target: 'mock', pointer: '/sockets', includes: [0, 7] }];

    expect(gate(facts(), policy({ witness })).reasons[0]?.message).toBe(
      'The target mock has no witness of 7 at /sockets.',
    );
  });

  test('needs the control where the policy does', () => {
    expect(codes(gate(facts(), policy({ control: true })))).toEqual(['control_missing']);
  });

  test('is refused with exit 4 under the floor of coverage', () => {
    expect(gate(withCells(200, 199), policy({ coverage: 1 }))).toMatchObject({
      exitCode: 4,
      release: false,
      reasons: [{ message: '199 of 200 required cells have evidence (99.5 %; the floor is 100 %).' }],
    });
  });

  test('is allowed at the floor of coverage', () => {
    expect(gate(withCells(200, 199), policy({ coverage: 0.995 })).release).toBe(true);
  });

  test('cannot be decided on coverage where no cells are known', () => {
    expect(codes(gate(facts(), policy({ coverage: 0.1 })))).toEqual(['coverage_missing']);
  });

  test('is refused with exit 4 under the floor of a tier', () => {
    const decision = gate(facts({ proof: proofWith(19) }), policy({ sensitivity: { H: 1 } }));

    expect(decision).toMatchObject({ exitCode: 4, release: false });
    expect(decision.reasons[0]?.message).toBe('Tier H: 19 of 20 mutants were killed (the floor is 100 %).');
  });

  test('is refused for a tier without a mutant, since no bug was looked for', () => {
    expect(codes(gate(facts({ proof: proofWith(20) }), policy({ sensitivity: { G: 0.5 } })))).toEqual([
      'sensitivity_low',
    ]);
  });

  test('is refused where the suite sees bugs that are not there', () => {
    const proof = proofWith(20, { exitCode: 4, falsePositives: 1, controls: SAMPLE_PROOF.controls });

    expect(codes(gate(facts({ proof }), policy({ sensitivity: { H: 1 } })))).toEqual(['false_positives']);
  });

  test('cannot be decided on the proof of another commit', () => {
    const proof = proofWith(20, { commit: 'another' });

    expect(codes(gate(facts({ proof }), policy({ sensitivity: { H: 1 } })))).toEqual(['proof_of_other_code']);
  });

  test.each([
    ['of some mutants alone', { mutants: 'H0[1-5]', shard: null }, 'The proof tried only the mutants H0[1-5].'],
    ['of one shard alone', { mutants: null, shard: '1/4' }, 'The proof tried only part 1/4.'],
  ])('cannot be decided on a proof %s, however good', (_, scope, message) => {
    const proof = proofWith(20, { scope: { ...scope, scenarios: 5 } });

    const { release, reasons } = gate(facts({ proof }), policy({ sensitivity: { H: 1 } }));

    expect({ release, reasons }).toMatchObject({ release: null, reasons: [{ code: 'proof_partial', message }] });
  });

  test('cannot be decided on a proof that was interrupted', () => {
    const proof = proofWith(20, { exitCode: 2, reasons: ['The proof was interrupted.'] });

    expect(codes(gate(facts({ proof }), policy({ sensitivity: { H: 1 } })))).toEqual(['proof_inconclusive']);
  });

  test('cannot be decided without the proof that the policy asks for', () => {
    expect(codes(gate(facts(), policy({ sensitivity: { H: 1 } })))).toEqual(['proof_missing']);
  });

  test('cannot rest on recordings that are too old', () => {
    const decision = gate(facts(), policy({ cassettes: { maxAgeDays: 1 } }));

    expect(decision).toMatchObject({ exitCode: 2, release: null });
    expect(decision.reasons[0]?.message).toMatch(/^1 cassettes are older than 1 days; that of shop\/products/);
  });

  test('cannot rest on recordings from elsewhere than the policy wants', () => {
    expect(codes(gate(facts(), policy({ cassettes: { sources: ['live'] } })))).toEqual(['cassette_source']);
  });

  test('is refused with exit 3 for more waivers than the policy allows', () => {
    const base = facts();
    const verdict = { ...base.verdict, counts: { ...base.verdict.counts, waived: 4 } };

    expect(gate({ ...base, verdict }, policy({ waived: 3 }))).toMatchObject({ exitCode: 3, release: false });
  });

  test('is refused with exit 5 while a signature is missing', () => {
    const signatures = { keys: ['a.pem', 'b.pem'], required: 2 };

    expect(gate(facts({ signedBy: 1 }), policy({ signatures }))).toMatchObject({
      exitCode: 5,
      release: false,
      reasons: [{ message: '1 of the 2 required keys have signed this evidence.' }],
    });
  });

  test('needs a commit that has everything in it', () => {
    const base = facts();
    const source = { commit: COMMIT, isDirty: true, changes: 'abc', lockfile: null };
    const evidence = { ...base.evidence, manifest: { ...base.evidence.manifest, source } };

    expect(gate({ ...base, evidence }, policy({ cleanCommit: true })).reasons[0]?.message).toBe(
      'The code under test was 5f3b9a7e0c1d with changes that are not committed.',
    );
  });

  test('is refused rather than undecided when there is reason for both', () => {
    const decision = gate(withCells(2, 1), policy({ targets: ['image'], coverage: 1 }));

    expect(decision).toMatchObject({ exitCode: 4, release: false });
    expect(codes(decision)).toEqual(['coverage_low', 'target_missing']);
  });
});
