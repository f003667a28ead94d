import type { Proof } from '../../evidence/proof.ts';

const LOGIN = 'accounts/login/refuses-a-wrong-password-with-401';
const NONE = { total: 0, killed: 0, score: 1, lower95: 0 };

/** A small proof, for the tests of reports and releases: one bug is killed, one survives, and one control is noisy. */
export const SAMPLE_PROOF: Proof = {
  schema: 'ultra-parity/proof/v1',
  exitCode: 4,
  commit: null,
  scope: { mutants: null, shard: null, scenarios: 5 },
  tiers: { H: { total: 2, killed: 1, score: 0.5, lower95: 0.0945 }, C: NONE, G: NONE },
  falsePositives: 1,
  controls: [
    { id: 'unmutated', title: 'the code as it is', outcome: 'quiet', divergences: 0, findings: [] },
    {
      id: 'A/A-real',
      title: 'real against itself',
      outcome: 'noisy',
      divergences: 1,
      findings: [
        {
          id: '0123456789ab',
          scenario: 'shop/orders/places-an-order-and-shows-it-to-its-owner',
          step: 'POST /orders',
          targets: ['real', 'real'],
          channel: 'http',
          pointer: '/response/body/total',
          kind: 'value',
          left: '59.80',
          right: '59.79',
        },
      ],
      why: 'shop/orders/places-an-order-and-shows-it-to-its-owner: http /response/body/total',
    },
  ],
  mutants: [
    {
      id: 'H01',
      tier: 'H',
      title: 'a wrong password is let in',
      outcome: 'killed',
      killedBy: [LOGIN],
      caught: [
        { scenario: LOGIN, step: 'POST /login', channel: 'http', kind: 'status', pointer: '/response/status' },
        { scenario: LOGIN, step: 'after the last step', channel: 'db', kind: 'missing', pointer: '/attempts/0' },
      ],
    },
    {
      id: 'H02',
      tier: 'H',
      title: 'orders are lost',
      outcome: 'survived',
      killedBy: [],
      caught: [],
      expect: { scenario: 'shop/orders/*', channel: 'db', kind: 'missing', pointer: '/orders/*' },
    },
  ],
  smokeSet: [LOGIN],
  kills: { [LOGIN]: ['H01'] },
  ablation: {
    channels: [
      { channel: 'http', kills: 1, blind: ['H01'] },
      { channel: 'time', kills: 0, blind: [] },
    ],
    scenarios: [{ scenario: LOGIN, lost: ['H01'] }],
    rules: [
      { channel: 'http', pointer: '/response/body/mode', scenarios: 3, divergences: 4 },
      { channel: 'http', pointer: '/response/body/**/latencyMs', scenarios: 0, divergences: 0 },
    ],
    withoutEffect: {
      channels: ['time'],
      scenarios: ['shop/orders/places-an-order-and-shows-it-to-its-owner'],
      rules: ['http /response/body/**/latencyMs'],
    },
  },
  untried: ['http.response.body.latencyMs'],
  reasons: [],
};
