import type { Evidence } from '../../evidence/evidence.ts';
import type { Proof } from '../../evidence/proof.ts';
import type { Step } from '../../evidence/step.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import type { Json } from '../../values/json.ts';
import { SAMPLE_PROOF } from '../prove/sample-proof.ts';
import { sampleEvidence } from './sample-evidence.ts';

const TARGETS = ['mock', 'real'] as const;
const STEPS = 3;

/** A run of so many scenarios, each with texts of its own, of which so many diverge in one place. */
export function largeEvidence(scenarios: number, divergences: number): Evidence {
  const identities = Array.from({ length: scenarios }, (_, index) => ({
    id: `area-${index % 40}/feature-${index % 400}/keeps-promise-number-${index}`,
    title: `keeps promise number ${index} to whoever relies on it`,
    file: `suites/area-${index % 40}/feature-${index % 400}.scenario.ts`,
  }));
  const { manifest } = sampleEvidence();
  return {
    manifest: { ...manifest, scenarios: identities },
    transcripts: identities.flatMap((scenario, index) =>
      TARGETS.map((target): Transcript => {
        const isOther = target === 'real' && index < divergences;
        return {
          schema: 'ultra-parity/transcript/v2',
          scenario,
          target,
          facts: { mode: target },
          steps: Array.from({ length: STEPS }, (_, step) => stepOf({ scenario: index, step, target, isOther })),
          tables: { things: [{ id: identifier(target, index), name: wordsOf(index, 4) }] },
          faults: [],
          witness: {},
          durationMs: 20 + (index % 90),
        };
      }),
    ),
  };
}

/** A proof of so many bugs, each killed by several scenarios of that run. */
export function largeProof({ manifest: { scenarios } }: Evidence, bugs: number): Proof {
  const idOf = (index: number) => scenarios[index % scenarios.length]?.id ?? '';
  const mutants = Array.from({ length: bugs }, (_, index) => {
    const killedBy = Array.from({ length: 1 + (index % 20) }, (_unused, next) => idOf(index * 37 + next * 11));
    const caught = killedBy.map((scenario) => ({
      scenario,
      step: 'POST /things',
      channel: 'http' as const,
      kind: 'value' as const,
      pointer: `/response/body/field${index}`,
    }));
    const [id, tier] = [`C${index}`, 'C' as const];
    return { id, tier, title: `breaks promise number ${index}`, outcome: 'killed' as const, killedBy, caught };
  });
  const kills = Object.groupBy(
    mutants.flatMap(({ id, killedBy }) => killedBy.map((scenario) => ({ id, scenario }))),
    ({ scenario }) => scenario,
  );
  return {
    ...SAMPLE_PROOF,
    tiers: { ...SAMPLE_PROOF.tiers, C: { total: bugs, killed: bugs, score: 1, lower95: 0.98 } },
    mutants,
    kills: Object.fromEntries(Object.entries(kills).map(([scenario, own = []]) => [scenario, own.map(({ id }) => id)])),
  };
}

interface StepPlace {
  readonly scenario: number;
  readonly step: number;
  readonly target: string;
  readonly isOther: boolean;
}

function stepOf({ scenario, step, target, isOther }: StepPlace): Step {
  const path = step === 0 ? `/things-${scenario % 40}` : `/things-${scenario % 40}/${identifier(target, scenario)}`;
  const method = step === 0 ? 'POST' : 'GET';
  const body: Json = {
    id: identifier(target, scenario),
    name: wordsOf(scenario, 4),
    note: wordsOf(scenario + step, 12),
  };
  return {
    label: `${method} ${path}`,
    http: {
      request: {
        method,
        path,
        headers: { accept: 'application/json' },
        body: step === 0 ? { name: wordsOf(scenario, 4) } : null,
      },
      response: {
        status: isOther && step === STEPS - 1 ? 500 : 200,
        headers: [
          ['content-type', 'application/json; charset=utf-8'],
          ['cache-control', 'no-store'],
        ],
        body,
      },
    },
    calls: [],
    expectations: [],
  };
}

/** Words that do not repeat from scenario to scenario, so that nothing compresses better than in life. */
function wordsOf(seed: number, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    ((seed * 2_654_435_761 + index * 40_503) % 1_048_576).toString(36),
  ).join(' ');
}

function identifier(target: string, ordinal: number): string {
  const tail = ((ordinal * 2_654_435_761) % 281_474_976_710_656).toString(16).padStart(12, '0');
  return `${target === 'mock' ? '0000000a' : '0000000b'}-0000-4000-8000-${tail}`;
}
