import { createHash } from 'node:crypto';
import type { Step } from '../../harness/evidence/step.ts';
import type { Transcript } from '../../harness/evidence/transcript.ts';
import type { JsonObject } from '../../harness/values/json.ts';

const STEPS = 20;

/** The same scenario on a target: ids, times and tokens of its own, and what it says is the same. */
export function makeTranscript(index: number, target: string): Transcript {
  const scenario = { id: `bench/scenario-${index}`, title: `scenario ${index}`, file: 'bench.scenario.ts' };
  const steps = Array.from({ length: STEPS }, (_, step) => makeStep(`${target}/${index}`, step));
  const rows = steps.map(
    (_, step): JsonObject => ({ id: uuid(`${target}/${index}/${step}`), position: step, text: 'a note' }),
  );
  return {
    schema: 'ultra-parity/transcript/v2',
    scenario,
    target,
    facts: {},
    steps,
    tables: { notes: rows },
    faults: [],
    witness: {},
    durationMs: 1,
  };
}

function makeStep(seed: string, step: number): Step {
  const id = uuid(`${seed}/${step}`);
  const items = Array.from(
    { length: 10 },
    (_, index): JsonObject => ({
      id: uuid(`${seed}/${Math.max(0, step - index)}`),
      title: `Item ${index} of step ${step}`,
      createdAt: new Date(1_700_000_000_000 + step * 1_000 + index).toISOString(),
      price: { amount: index * 3, currency: 'EUR' },
      tags: ['tea', 'blue', `t${index}`],
    }),
  );
  return {
    label: `GET /items/${id}`,
    http: {
      request: {
        method: 'GET',
        path: `/items/${id}`,
        headers: { 'x-request-id': uuid(`${seed}/r${step}`) },
        body: null,
      },
      response: {
        status: 200,
        headers: [
          ['content-type', 'application/json'],
          ['x-request-id', uuid(`${seed}/r${step}`)],
        ],
        body: { id, items, total: items.length },
      },
    },
    calls: [],
    expectations: [],
  };
}

function uuid(seed: string): string {
  const hex = createHash('md5').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
