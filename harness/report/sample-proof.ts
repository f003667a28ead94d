import type { ProofRecord } from './load-proof.ts';

/** A small proof, for the tests of the reports: one bug is killed, one survives. */
export const SAMPLE_PROOF: ProofRecord = {
  schema: 'ultra-parity/proof/v1',
  tiers: {
    H: { total: 2, killed: 1, score: 0.5, lower95: 0.0945 },
    C: { total: 0, killed: 0, score: 1, lower95: 0 },
  },
  falsePositives: 0,
  mutants: [
    {
      id: 'H01',
      tier: 'H',
      title: 'a wrong password is let in',
      outcome: 'killed',
      killedBy: ['accounts/login/refuses-a-wrong-password-with-401'],
    },
    { id: 'H02', tier: 'H', title: 'orders are lost', outcome: 'survived', killedBy: [] },
  ],
  smokeSet: ['accounts/login/refuses-a-wrong-password-with-401'],
};
