import { describe, expect, test } from 'vitest';
import type { LlmFault } from '../../ports/llm-fault.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import { A_REQUEST } from './llm-provider.contract.ts';
import { monitored } from './monitored.ts';
import { retrying } from './retrying.ts';
import { ScriptedProvider } from './scripted-provider.ts';

const never = new AbortController().signal;

describe('retrying', () => {
  test.each(['rate_limited', 'server', 'network', 'timeout'] as const)('repeats a call after %s', async (kind) => {
    const { provider, scripted } = arrange({ kind, times: 2 });

    const answer = await provider.complete(A_REQUEST, never);

    expect(answer.finishReason).toBe('stop');
    expect(scripted.calls).toHaveLength(3);
  });

  test.each([
    'authentication',
    'quota',
    'model_not_found',
    'invalid_request',
    'content_filtered',
    'malformed',
  ] as const)('does not repeat a call after %s', async (kind) => {
    const { provider, scripted } = arrange({ kind });

    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ kind });

    expect(scripted.calls).toHaveLength(1);
  });

  test('gives up with the last error after the last attempt', async () => {
    const { provider, scripted } = arrange({ kind: 'server' });

    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ kind: 'server' });

    expect(scripted.calls).toHaveLength(3);
  });

  test('waits twice as long each time, or as long as the provider asks', async () => {
    const patient = arrange({ kind: 'server', times: 2 });
    const asked = arrange({ kind: 'rate_limited', times: 1, retryAfterMs: 1_500 });

    await patient.provider.complete(A_REQUEST, never);
    await asked.provider.complete(A_REQUEST, never);

    expect(patient.waits()).toStrictEqual([250, 500]);
    expect(asked.waits()).toStrictEqual([1_500]);
  });

  test('does not wait for a provider that asks for minutes', async () => {
    const { provider, scripted } = arrange({ kind: 'rate_limited', retryAfterMs: 120_000 });

    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ retryAfterMs: 120_000 });

    expect(scripted.calls).toHaveLength(1);
  });
});

describe('monitored', () => {
  test('is unverified until a call has shown what the provider is', () => {
    const provider = monitored(arrange(null).provider);

    const { status } = provider;

    expect(status).toBe('unverified');
  });

  test.each([
    ['authentication', 'unauthorized'],
    ['rate_limited', 'rate_limited'],
    ['quota', 'rate_limited'],
    ['timeout', 'unreachable'],
    ['network', 'unreachable'],
    ['server', 'unreachable'],
    ['invalid_request', 'unverified'],
    ['model_not_found', 'unverified'],
    ['malformed', 'unverified'],
    ['content_filtered', 'usable'],
  ] as const)('learns from %s that the provider is %s', async (kind, status) => {
    const provider = monitored(arrange({ kind }).provider);

    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ kind });

    expect(provider.status).toBe(status);
  });

  test('forgets a failure after the next answer', async () => {
    const provider = monitored(arrange({ kind: 'authentication', times: 1 }).provider);
    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ kind: 'authentication' });

    await provider.complete(A_REQUEST, never);

    expect(provider.status).toBe('usable');
  });
});

function arrange(fault: LlmFault | null) {
  const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
  const options = { provider: 'openai', seed: 's', clock, timeoutMs: 10 } as const;
  const scripted = new ScriptedProvider(fault === null ? options : { ...options, fault });
  return {
    scripted,
    provider: retrying(scripted, { attempts: 3, clock }),
    // The scripted provider itself sleeps for 0 ms on every call.
    waits: () => clock.slept.filter((ms) => ms > 0),
  };
}
