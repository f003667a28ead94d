import { describe, expect, test } from 'vitest';
import type { CoverageExpectation } from '../evidence/coverage-expectation.ts';
import type { Step } from '../evidence/step.ts';
import { sampleCall, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import type { JsonObject } from '../values/json.ts';
import { coverCells, findWrongExemptions, isCovered } from './cells.ts';
import { listObservedAnswers } from './observed-answers.ts';
import { findUndocumentedAnswers } from './undocumented-answers.ts';

const EXPECTED: CoverageExpectation = {
  operations: [
    { method: 'GET', path: '/things', isProtected: false, statuses: [200], refusals: [], providers: [] },
    { method: 'GET', path: '/things/{id}', isProtected: false, statuses: [200], refusals: [], providers: [] },
    { method: 'GET', path: '/things/latest', isProtected: false, statuses: [200], refusals: [], providers: [] },
    {
      method: 'POST',
      path: '/things',
      isProtected: true,
      statuses: [201, 401, 500],
      refusals: ['missing', 'expired'],
      providers: ['openai'],
    },
  ],
  credentials: ['authorization'],
  accessStates: { missing: 'anonymous', expired: 'expired' },
  unreachable: [{ cells: 'POST * 500', owner: 'ada', reason: 'nothing is known to cause it' }],
};

interface Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly calls?: Step['calls'];
}

function step(route: string, status: number, { headers = {}, body = {}, calls = [] }: Answer = {}): Step {
  const [method = '', path = ''] = route.split(' ');
  return sampleStep({
    http: { request: { method, path, headers, body: null }, response: { status, headers: [], body } },
    calls,
  });
}

const TOKEN = { authorization: 'Bearer x' };

function covered(steps: readonly Step[]): string[] {
  const answers = listObservedAnswers([sampleTranscript({ steps })], EXPECTED);
  return coverCells(EXPECTED, { answers, targets: ['mock'] })
    .list.filter(isCovered)
    .map(({ id }) => id);
}

describe('the required cells', () => {
  test('are every documented status, access state and provider, but for those that somebody has exempted', () => {
    const { list, ...counts } = coverCells(EXPECTED, { answers: [], targets: ['mock', 'real'] });

    expect(counts).toEqual({ required: 7, covered: 0, exempt: 1 });
    expect(list.map(({ id }) => id)).toEqual([
      'GET /things public 200',
      'GET /things/{id} public 200',
      'GET /things/latest public 200',
      'POST /things valid 201',
      'POST /things valid 500',
      'POST /things anonymous 401 missing',
      'POST /things expired 401 expired',
      'POST /things valid 201 openai',
    ]);
    expect(list[4]).toMatchObject({ exempt: { owner: 'ada' }, targets: { mock: 'missing', real: 'missing' } });
  });

  test('must be seen on every target', () => {
    const answers = listObservedAnswers([sampleTranscript({ steps: [step('GET /things', 200)] })], EXPECTED);

    expect(coverCells(EXPECTED, { answers, targets: ['mock', 'real'] })).toMatchObject({ required: 7, covered: 0 });
  });
});

describe('an exemption', () => {
  test.each([
    ['every cell', '*'],
    ['the success of every operation', '* 20*'],
    ['every cell of one method', 'GET *'],
  ])('of %s is wrong', (_, cells) => {
    const unreachable = [{ cells, owner: 'ada', reason: 'rare' }];

    expect(findWrongExemptions({ ...EXPECTED, unreachable })).toMatchObject([
      { problem: expect.stringMatching(/^exempts the success of \d operations$/) },
    ]);
  });

  test.each(['* 500', 'POST /things valid 201*', '* 401 *'])('of %s is kept', (cells) => {
    const unreachable = [{ cells, owner: 'ada', reason: 'rare' }];

    expect(findWrongExemptions({ ...EXPECTED, unreachable })).toEqual([]);
  });
});

describe('an answer is evidence of', () => {
  test.each<[string, Step, string[]]>([
    ['a path with a query', step('GET /things?page=2', 200), ['GET /things public 200']],
    ['a path with a parameter', step('GET /things/42', 200), ['GET /things/{id} public 200']],
    ['the exact path rather than the parameter', step('GET /things/latest', 200), ['GET /things/latest public 200']],
    [
      'a request without a credential',
      step('POST /things', 401, { body: { code: 'missing' } }),
      ['POST /things anonymous 401 missing'],
    ],
    [
      'what the code says is wrong with the credential',
      step('POST /things', 401, { headers: TOKEN, body: { code: 'expired' } }),
      ['POST /things expired 401 expired'],
    ],
    [
      'the provider that answered',
      step('POST /things', 201, { headers: TOKEN, calls: [sampleCall()] }),
      ['POST /things valid 201', 'POST /things valid 201 openai'],
    ],
    ['nothing, when somebody without a credential is let in', step('POST /things', 201), []],
    [
      'nothing, when a credential was sent and the server saw none',
      step('POST /things', 401, { headers: TOKEN, body: { code: 'missing' } }),
      [],
    ],
  ])('%s', (_, observed, cells) => {
    expect(covered([observed])).toEqual(cells);
  });
});

describe('what the document does not know', () => {
  test('is an operation or a status that it does not have', () => {
    const steps = [
      step('GET /hidden', 200),
      step('GET /things', 418),
      step('GET /nothing', 404),
      step('PUT /things', 405),
    ];

    const answers = listObservedAnswers([sampleTranscript({ steps })], EXPECTED);

    expect(findUndocumentedAnswers(EXPECTED, answers)).toMatchObject([
      { route: 'GET /hidden', status: 200, problem: 'operation', targets: ['mock'] },
      { route: 'GET /things', status: 418, problem: 'status', scenarios: ['sample/does-something'] },
    ]);
  });
});
