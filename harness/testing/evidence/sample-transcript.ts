import type { LlmCall } from '../../evidence/llm-call.ts';
import type { HttpExchange, Step } from '../../evidence/step.ts';
import type { StepTime } from '../../evidence/step-time.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import type { EventStream, StreamEvent } from '../../values/event-stream.ts';

/** A transcript for tests: one step that answers 200 with `{}`, changed by what is given. */
export function sampleTranscript(changes: Partial<Transcript> = {}): Transcript {
  return {
    schema: 'ultra-parity/transcript/v2',
    scenario: { id: 'sample/does-something', title: 'does something', file: 'suites/sample.scenario.ts' },
    target: 'mock',
    facts: {},
    steps: [sampleStep()],
    tables: null,
    faults: [],
    witness: {},
    durationMs: 1,
    ...changes,
  };
}

export function sampleStep(changes: Partial<Step> = {}): Step {
  return { label: 'GET /thing', http: sampleExchange(), calls: [], expectations: [], ...changes };
}

export function sampleExchange(response: Partial<HttpExchange['response']> = {}): HttpExchange {
  return {
    request: { method: 'GET', path: '/thing', headers: {}, body: null },
    response: { status: 200, headers: [['content-type', 'application/json']], body: {}, ...response },
  };
}

/** A stream that was read to its end, of these events. */
export function sampleStream(...events: readonly StreamEvent[]): EventStream {
  return { events, comments: [] };
}

export function sampleCall(changes: Partial<LlmCall> = {}): LlmCall {
  return {
    provider: 'openai',
    operation: 'chat',
    model: 'small',
    request: {
      system: null,
      messages: [{ role: 'user', text: 'Why?' }],
      maxTokens: 10,
      temperature: null,
      stream: false,
    },
    outcome: {
      status: 'answered',
      text: 'Because it is so.',
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 5 },
    },
    ...changes,
  };
}

export function sampleTime(changes: Partial<StepTime> = {}): StepTime {
  return { startedAt: '2026-01-01T00:00:00.000Z', durationMs: 10, stalledMs: 0, contendedMs: null, ...changes };
}
