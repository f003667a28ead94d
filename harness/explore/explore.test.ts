import { describe, expect, test } from 'vitest';
import { divergence } from '../evidence/divergence.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import type { JsonObject } from '../values/json.ts';
import { type Exploring, explore } from './explore.ts';
import type { LockstepOutcome } from './lockstep.ts';
import { renderScenario } from './scenario-source.ts';

const DOCUMENT: JsonObject = {
  openapi: '3.1.0',
  paths: {
    '/notes': {
      get: { responses: {} },
      post: {
        security: [{ bearer: [] }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } },
            },
          },
        },
        responses: {},
      },
    },
    '/notes/{id}': {
      delete: { security: [{ bearer: [] }], parameters: [{ name: 'id', in: 'path', required: true }], responses: {} },
    },
    '/expensive': { post: { responses: {} } },
  },
};

const NOTHING: LockstepOutcome = { divergences: [], faults: [] };

function found(step: string): LockstepOutcome {
  const place = { scenario: 'generated/sequence', step, targets: ['mock', 'real'] as const, channel: 'http' as const };
  return {
    divergences: [divergence(place, { pointer: '/response/status', kind: 'status', left: 200, right: 500 })],
    faults: [],
  };
}

function exploring(
  run: (calls: readonly GeneratedRequest[]) => LockstepOutcome,
  changes: Partial<Exploring> = {},
): Exploring {
  return {
    document: DOCUMENT,
    exclude: ['POST /expensive'],
    people: ['ada'],
    first: [],
    runs: 400,
    seed: 11,
    command: 'npx parity explore',
    run: async (calls) => run(calls),
    progress: () => {},
    signal: new AbortController().signal,
    ...changes,
  };
}

const names = (calls: readonly GeneratedRequest[]) => calls.map(({ call }) => call);

/** A bug that takes two calls in this order, by somebody who is signed in. */
const deletesAfterPost = (calls: readonly GeneratedRequest[]) => {
  const post = calls.findIndex(({ call, access }) => call === 'POST /notes' && access === 'ada');
  const isFound = post >= 0 && calls.slice(post + 1).some(({ call }) => call === 'DELETE /notes/{id}');
  return isFound ? found('DELETE /notes/7') : NOTHING;
};

describe('exploring', () => {
  test('finds nothing where the targets agree', async () => {
    expect(await explore(exploring(() => NOTHING))).toEqual({
      schema: 'ultra-parity/exploration/v1',
      exitCode: 0,
      runs: 400,
      seed: 11,
      counterexamples: [],
      faults: [],
    });
  });

  test('shrinks what it finds to the calls that it takes', async () => {
    const { exitCode, counterexamples } = await explore(exploring(deletesAfterPost));

    expect(exitCode).toBe(1);
    expect(counterexamples.map(({ steps }) => names(steps))).toEqual([['POST /notes', 'DELETE /notes/{id}']]);
  });

  test('goes on after a finding, and finds the next one', async () => {
    const twoBugs = (calls: readonly GeneratedRequest[]): LockstepOutcome => ({
      divergences: [
        ...deletesAfterPost(calls).divergences,
        ...(names(calls).includes('GET /notes') ? found('GET /notes').divergences : []),
      ],
      faults: [],
    });

    const { counterexamples } = await explore(exploring(twoBugs));

    expect(counterexamples.map(({ divergence: { step } }) => step).toSorted()).toEqual([
      'DELETE /notes/7',
      'GET /notes',
    ]);
  });

  test('shows a finding again by its seed and path', async () => {
    const [first] = (await explore(exploring(deletesAfterPost))).counterexamples;
    const [, seed = '', path = ''] = /--seed (\d+) --path (\S+)$/.exec(first?.replay ?? '') ?? [];

    const again = await explore(exploring(deletesAfterPost, { seed: Number(seed), path }));

    expect(again.counterexamples[0]?.steps).toEqual(first?.steps);
  });

  test('makes the same sequences for the same seed', async () => {
    const seen: string[][] = [[], []];
    for (const list of seen) {
      await explore(
        exploring(
          (calls) => {
            list.push(JSON.stringify(calls));
            return NOTHING;
          },
          { runs: 20 },
        ),
      );
    }

    expect(seen[0]).toEqual(seen[1]);
    expect(new Set(seen[0]).size).toBeGreaterThan(15);
  });

  test('leaves out what it is told to, and asks the rest in every way', async () => {
    const seen: GeneratedRequest[] = [];
    await explore(
      exploring((calls) => {
        seen.push(...calls);
        return NOTHING;
      }),
    );

    expect([...new Set(names(seen))].toSorted()).toEqual(['DELETE /notes/{id}', 'GET /notes', 'POST /notes']);
    expect([...new Set(seen.map(({ access = 'nobody' }) => access))].toSorted()).toEqual([
      'ada',
      'earlier',
      'malformed',
      'nobody',
      'tampered',
    ]);
    expect(seen.some(({ path }) => JSON.stringify(path ?? null).includes('"$earlier":"id"'))).toBe(true);
  });

  test('is inconclusive where a sequence could not be judged', async () => {
    const fault = { code: 'drive_failed' as const, message: 'It stopped.', hint: 'Look.' };

    expect(await explore(exploring(() => ({ divergences: [], faults: [fault] })))).toMatchObject({
      exitCode: 2,
      faults: [fault],
    });
  });
});

test('a finding becomes a scenario that says what it is and how it was found', async () => {
  const [counterexample] = (await explore(exploring(deletesAfterPost))).counterexamples;

  const source = counterexample === undefined ? '' : renderScenario(counterexample, 'ultra-parity');

  expect(source).toMatch(/^import \{ replayedSequence \} from 'ultra-parity';\n/);
  expect(source).toContain('replayedSequence("agrees on POST /notes, then DELETE /notes/id", [');
  expect(source).toContain('// Found by npx parity explore --seed 11 --path');
});
