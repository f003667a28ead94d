import { reportVerdict } from '../../cli/shared/exit-code.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { LlmCall, LlmOutcome } from '../../evidence/llm-call.ts';
import type { Step } from '../../evidence/step.ts';
import type { ScenarioIdentity, Transcript } from '../../evidence/transcript.ts';
import { judge } from '../../judge/judge.ts';
import type { ReportInput } from '../../report/content/report-input.ts';
import type { Json, JsonObject } from '../../values/json.ts';

/** A small run of a shop on two targets, for the tests of the reports: three scenarios agree, one diverges, one is a gap. */
export function sampleInput(): ReportInput {
  return inputOf(sampleEvidence());
}

/** The same run with the scenarios that agree alone. */
export function equivalentInput(): ReportInput {
  const { manifest, transcripts } = sampleEvidence();
  const agree = (id: string) => ![WRONG_PASSWORD.id, RECOMMENDS.id].includes(id);
  return inputOf({
    manifest: { ...manifest, scenarios: manifest.scenarios.filter(({ id }) => agree(id)) },
    transcripts: transcripts.filter(({ scenario }) => agree(scenario.id)),
  });
}

/** The same run, done twice: real answered one request in another way the second time. */
export function flakyInput(): ReportInput {
  const evidence = sampleEvidence();
  const transcripts = evidence.transcripts.map((transcript) =>
    transcript.target === 'real' && transcript.scenario.id === REGISTERS.id
      ? { ...transcript, steps: [exchange('POST /accounts', 503, { title: 'Try again.' })] }
      : transcript,
  );
  return inputOf({ ...evidence, control: { manifest: evidence.manifest, transcripts } });
}

/** A run of one scenario whose body differs in so many places. */
export function inputWithDivergences(count: number, text = 'value'): ReportInput {
  const body = (target: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, `${text} of ${target}`]));
  const scenario = { id: 'wide/many', title: 'shows many fields', file: 'suites/wide.scenario.ts' };
  const transcripts = TARGETS.map((target) =>
    transcriptOf(scenario, target, [exchange('GET /wide', 200, body(target))]),
  );
  return inputOf({ manifest: { ...sampleEvidence().manifest, scenarios: [scenario] }, transcripts });
}

export function inputOf(evidence: Evidence): ReportInput {
  return { verdict: reportVerdict(judge(evidence)), evidence };
}

export const MISS = [
  'No recorded interaction of "shop/recommendations/recommends-what-fits" answers POST https://api.openai.com/v1/chat/completions.',
  'The nearest recording has another prompt.',
  '  1. interaction 0, POST https://api.openai.com/v1/chat/completions, differs in:',
  '     /messages/0/content: Recommend something to [-wear-]{+read+}.',
].join('\n');

const TARGETS = ['mock', 'real'] as const;

const WRONG_PASSWORD = scenarioOf('accounts/login', 'refuses a wrong password with 401');
const RECOMMENDS = scenarioOf('shop/recommendations', 'recommends what fits');
const REGISTERS = scenarioOf('accounts/registration', 'registers an account');
const PLACES_ORDER = scenarioOf('shop/orders', 'places an order and shows it to its owner');
const DESCRIBES = scenarioOf('shop/products', 'describes a product in the words of a model');

function scenarioOf(area: string, title: string): ScenarioIdentity {
  return { id: `${area}/${title.replaceAll(' ', '-')}`, title, file: `suites/${area}.scenario.ts` };
}

export function sampleEvidence(): Evidence {
  const transcripts = TARGETS.flatMap((target) => [
    registers(target),
    refusesWrongPassword(target),
    placesOrder(target),
    describes(target),
    recommends(target),
  ]);
  return {
    manifest: {
      schema: 'ultra-parity/run/v2',
      runId: 'sample-run',
      startedAt: '2026-11-24T18:50:15.024Z',
      durationMs: 4_812,
      command: 'npx parity run',
      reference: 'mock',
      targets: [
        { name: 'mock', witness: { sockets: 0 } },
        { name: 'real', witness: REAL_WITNESS },
      ],
      scenarios: [REGISTERS, WRONG_PASSWORD, PLACES_ORDER, DESCRIBES, RECOMMENDS],
      waivers: [],
      rules: [
        { channel: 'http', pointer: '/response/body/mode', as: { facts: ['mode'] } },
        { channel: 'http', pointer: '/response/body/**/latencyMs', as: 'duration' },
      ],
      faults: [],
      environment: { node: 'v24.21.0', platform: 'linux', arch: 'x64' },
    },
    transcripts,
  };
}

const REAL_WITNESS: JsonObject = {
  postgres: {
    provider: 'embedded',
    version: '17.10',
    systemIdentifier: '7711807769824905613',
    image: null,
    rejectsWrongPassword: true,
    reason: 'embedded: no container engine answered, and the binaries of npm run here, version 17.10.',
  },
  databases: 5,
  llm: {
    replayed: 1,
    recorded: 0,
    unplayed: 0,
    live: 0,
    source: 'stand-in',
    recordedAt: '2026-11-12T09:30:00.000Z',
  },
};

function registers(target: string): Transcript {
  const id = identifier(target, 1);
  const body = { id, email: 'ada@example.test', createdAt: '2026-11-24T18:50:16.120Z' };
  return transcriptOf(REGISTERS, target, [exchange('POST /accounts', 201, body)], {
    accounts: [{ id, email: body.email }],
  });
}

function refusesWrongPassword(target: string): Transcript {
  const id = identifier(target, 2);
  const refused = { type: '/problems/wrong-credentials', title: 'The e-mail address or the password is wrong.' };
  const broken = { type: '/problems/internal', title: 'Something went wrong on our side.' };
  const steps = [
    exchange('POST /accounts', 201, { id, email: 'grace@example.test' }),
    target === 'mock' ? exchange('POST /login', 401, refused) : exchange('POST /login', 500, broken),
  ];
  const attempts = target === 'mock' ? [{ account: id, outcome: 'refused' }] : [];
  return transcriptOf(WRONG_PASSWORD, target, steps, { accounts: [{ id, email: 'grace@example.test' }], attempts });
}

function placesOrder(target: string): Transcript {
  const id = identifier(target, 3);
  const order = { id, items: [{ product: 'compiler', quantity: 2 }], total: '59.80' };
  const steps = [exchange('POST /orders', 201, order), exchange(`GET /orders/${id}`, 200, order)];
  return transcriptOf(PLACES_ORDER, target, steps, { orders: [{ id, total: '59.80' }] });
}

function describes(target: string): Transcript {
  const answer =
    target === 'mock' ? 'A scripted description of the compiler.' : 'It turns your programs into machine code.';
  const call = callOf('Describe the compiler in one sentence.', {
    status: 'answered',
    text: answer,
    finishReason: 'stop',
    usage: { inputTokens: target === 'mock' ? 9 : 14, outputTokens: target === 'mock' ? 6 : 8 },
  });
  const step = exchange('GET /products/compiler/description', 200, { description: answer });
  return transcriptOf(DESCRIBES, target, [{ ...step, calls: [{ ...call, key: 'a-key-of-the-customer' }] }]);
}

function recommends(target: string): Transcript {
  const prompt = 'Recommend something to read.';
  if (target === 'mock') {
    const text = 'A scripted recommendation of a book.';
    const call = callOf(prompt, { status: 'answered', text, finishReason: 'stop', usage: null });
    return transcriptOf(RECOMMENDS, target, [{ ...exchange('GET /recommendations', 200, { text }), calls: [call] }]);
  }
  const failed = exchange('GET /recommendations', 502, { title: 'The model did not answer.' });
  const transcript = transcriptOf(RECOMMENDS, target, [
    { ...failed, calls: [callOf(prompt, { status: 'unrecorded' })] },
  ]);
  const hint = `If the request is right, record it: npx parity record --scenario ${RECOMMENDS.id}`;
  return { ...transcript, faults: [{ code: 'unrecorded_request', message: MISS, hint }] };
}

function transcriptOf(
  scenario: ScenarioIdentity,
  target: string,
  steps: readonly Step[],
  tables: Transcript['tables'] = {},
): Transcript {
  return {
    schema: 'ultra-parity/transcript/v2',
    scenario,
    target,
    facts: { mode: target },
    steps,
    tables,
    faults: [],
    witness:
      target === 'real' && steps.some(({ calls }) => calls.length > 0) ? { llm: REAL_WITNESS['llm'] ?? null } : {},
    durationMs: target === 'mock' ? 41 : 212,
  };
}

function exchange(label: string, status: number, body: Json): Step {
  const [method = '', path = ''] = label.split(' ');
  return {
    label,
    http: {
      request: { method, path, headers: { accept: 'application/json' }, body: null },
      response: { status, headers: [['content-type', 'application/json; charset=utf-8']], body },
    },
    calls: [],
    expectations: [],
  };
}

function callOf(prompt: string, outcome: LlmOutcome): LlmCall {
  return {
    provider: 'openai',
    operation: 'chat',
    model: 'gpt-4o-mini',
    request: {
      system: 'You work in a shop.',
      messages: [{ role: 'user', text: prompt }],
      maxTokens: 200,
      temperature: null,
      stream: false,
    },
    outcome,
  };
}

function identifier(target: string, ordinal: number): string {
  const digit = target === 'mock' ? 'a' : 'b';
  return `0000000${ordinal}-0000-4000-8000-${digit.repeat(12)}`;
}
