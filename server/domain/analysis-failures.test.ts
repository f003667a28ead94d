import { describe, expect, test } from 'vitest';
import { monitored } from '../adapters/llm/monitored.ts';
import type { LlmFault } from '../ports/llm-fault.ts';
import { arrange, byProvider, command } from '../test-support/analysis-ports.ts';
import { analyse } from './analysis.ts';
import type { AnalysisProgress } from './analysis-progress.ts';

describe('analyse, when something fails,', () => {
  test('keeps a draft whose review failed, and is degraded', async () => {
    const { ports } = await arrange({ google: { after: 1, fault: { kind: 'server' } } });

    const analysis = await analyse(ports, command());

    const draft = analysis.calls.find(({ stage, provider }) => stage === 'initial' && provider === 'google');
    const review = analysis.calls.find(({ stage, provider }) => stage === 'peer_review' && provider === 'google');
    expect(analysis.status).toBe('degraded');
    expect(review).toMatchObject({ status: 'kept', error: 'server', text: draft?.text, costUsd: null });
  });

  test('goes on without a model that gave no draft, and is degraded', async () => {
    const { ports } = await arrange({ openai: { after: 0, fault: { kind: 'rate_limited' } } });

    const analysis = await analyse(ports, command());

    expect(analysis.status).toBe('degraded');
    expect(analysis.calls[0]).toMatchObject({
      model: 'gpt-4o-mini',
      status: 'failed',
      error: 'rate_limited',
      text: null,
    });
    expect(analysis.calls.filter(({ stage }) => stage === 'peer_review').map(({ model }) => model)).toStrictEqual([
      'claude-haiku-4-5',
      'gemini-2.5-flash',
    ]);
  });

  test('has the next candidate write the synthesis when the first fails', async () => {
    const { ports } = await arrange({ anthropic: { after: 2, fault: { kind: 'server' } } });

    const analysis = await analyse(ports, command());

    expect(analysis.calls.filter(({ stage }) => stage === 'synthesis')).toMatchObject([
      { ordinal: 0, model: 'claude-sonnet-4-6', status: 'failed', error: 'server' },
      { ordinal: 1, model: 'gpt-4o', status: 'answered' },
    ]);
  });

  test('fails and stores nothing when nobody can write the synthesis', async () => {
    const fault: LlmFault = { kind: 'server' };
    const { ports, database } = await arrange({ anthropic: { after: 2, fault }, openai: { after: 2, fault } });

    const analysis = analyse(ports, command());

    await expect(analysis).rejects.toMatchObject({
      code: 'llm_providers_failed',
      extensions: {
        failures: [
          { model: 'claude-sonnet-4-6', provider: 'anthropic', error: 'server' },
          { model: 'gpt-4o', provider: 'openai', error: 'server' },
        ],
      },
    });
    expect(database.dump()['analyses']).toStrictEqual([]);
  });

  test('stops and stores nothing when the client goes away', async () => {
    const { ports, database, scripted } = await arrange();
    const reason = new Error('gone');

    const analysis = analyse(ports, { ...command(), signal: AbortSignal.abort(reason) });

    await expect(analysis).rejects.toBe(reason);
    expect(database.dump()['analyses']).toStrictEqual([]);
    expect(scripted.openai.calls).toMatchObject([{ outcome: { status: 'broken', reason: 'aborted' } }]);
  });

  test('stops the calls beside one that breaks, which is no failure of a model', async () => {
    const { ports } = await arrange();
    const broken = new Error('broken');
    const stopped: unknown[] = [];
    const llm = byProvider((provider) =>
      monitored({
        provider,
        complete: (_request, signal) =>
          provider === 'openai'
            ? Promise.reject(broken)
            : new Promise((_resolve, reject) => {
                signal.addEventListener('abort', () => {
                  stopped.push(signal.reason);
                  reject(signal.reason);
                });
              }),
      }),
    );

    const analysis = analyse({ ...ports, llm }, command());

    await expect(analysis).rejects.toBe(broken);
    expect(stopped).toStrictEqual([broken, broken]);
  });

  test('goes on without a model that has given no draft at half of the time', async () => {
    const { ports } = await arrange({}, { google: { after: 0, ms: 30_000 } });

    const { status, calls } = await analyse(ports, command());

    expect(status).toBe('degraded');
    expect(calls[2]).toMatchObject({ provider: 'google', status: 'failed', error: 'timeout' });
  });

  test('keeps the draft of a model that has not reviewed at three quarters of the time', async () => {
    const { ports } = await arrange({}, { google: { after: 1, ms: 45_000 } });

    const { status, calls } = await analyse(ports, command());

    expect(status).toBe('degraded');
    expect(calls[5]).toMatchObject({ stage: 'peer_review', status: 'kept', error: 'timeout', text: calls[2]?.text });
  });

  test.each([
    ['fewer than two models have answered', { openai: { after: 0, ms: 30_000 }, google: { after: 0, ms: 1 } }],
    ['the synthesis is not written', { anthropic: { after: 2, ms: 60_000 } }],
  ] as const)('fails with analysis_timeout when the time is up and %s', async (_when, slow) => {
    const { ports, database } = await arrange({}, slow);

    const analysis = analyse(ports, command());

    await expect(analysis).rejects.toMatchObject({ code: 'analysis_timeout' });
    expect(database.dump()['analyses']).toStrictEqual([]);
  });

  test('tells of a synthesis that failed and of the one that took its place', async () => {
    const { ports } = await arrange({ anthropic: { after: 2, fault: { kind: 'server' } } });
    const told: AnalysisProgress[] = [];

    await analyse(ports, { ...command(), onProgress: (progress) => told.push(progress) });

    const ofSynthesis = told.filter(({ data }) => 'stage' in data && data.stage === 'synthesis');
    expect(ofSynthesis.map(({ event, data }) => [event, 'model' in data ? data.model : null])).toStrictEqual([
      ['call_started', 'claude-sonnet-4-6'],
      ['call_failed', 'claude-sonnet-4-6'],
      ['call_started', 'gpt-4o'],
      ['call_answered', 'gpt-4o'],
    ]);
  });
});
