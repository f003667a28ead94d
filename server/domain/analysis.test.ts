import { describe, expect, test } from 'vitest';
import { monitored } from '../adapters/llm/monitored.ts';
import type { LlmAnswer } from '../ports/llm-provider.ts';
import { arrange, byProvider, command, QUERY, USER } from '../test-support/analysis-ports.ts';
import { analyse, findAnalysis } from './analysis.ts';
import { DEFAULT_PARTICIPANTS } from './models.ts';

describe('analyse', () => {
  test('asks each model once a stage and one model for the synthesis, in the order of the command', async () => {
    const { ports } = await arrange();

    const analysis = await analyse(ports, command());

    expect(analysis.status).toBe('completed');
    expect(analysis.calls.map(({ stage, ordinal, model, status }) => [stage, ordinal, model, status])).toStrictEqual([
      ['initial', 0, 'gpt-4o-mini', 'answered'],
      ['initial', 1, 'claude-haiku-4-5', 'answered'],
      ['initial', 2, 'gemini-2.5-flash', 'answered'],
      ['peer_review', 0, 'gpt-4o-mini', 'answered'],
      ['peer_review', 1, 'claude-haiku-4-5', 'answered'],
      ['peer_review', 2, 'gemini-2.5-flash', 'answered'],
      ['synthesis', 0, 'claude-sonnet-4-6', 'answered'],
    ]);
  });

  test('shows each model its own draft and those of its peers', async () => {
    const { ports, scripted } = await arrange();

    const { calls } = await analyse(ports, command());

    const review = scripted.google.calls[1]?.request.messages[0]?.text ?? '';
    const drafts = calls.filter(({ stage }) => stage === 'initial').map(({ text }) => text ?? '');
    expect(review).toContain(QUERY);
    expect(drafts.filter((draft) => review.includes(draft))).toHaveLength(3);
    expect(review.indexOf(drafts[2] ?? '')).toBeLessThan(review.indexOf(drafts[0] ?? ''));
  });

  test('has the revised drafts merged, not the first ones', async () => {
    const { ports, scripted } = await arrange();

    const { calls } = await analyse(ports, command());

    const synthesis = scripted.anthropic.calls[2]?.request.messages[0]?.text ?? '';
    const textsOf = (wanted: string) => calls.filter(({ stage }) => stage === wanted).map(({ text }) => text ?? '');
    expect(textsOf('peer_review').filter((text) => synthesis.includes(text))).toHaveLength(3);
  });

  test('starts the calls of a stage all at once', async () => {
    const waiting: string[] = [];
    const gate = Promise.withResolvers<void>();
    const { ports } = await arrange();
    const llm = byProvider((provider) =>
      monitored({
        provider,
        complete: async (request, signal): Promise<LlmAnswer> => {
          waiting.push(request.model);
          await gate.promise;
          return ports.llm[provider].complete(request, signal);
        },
      }),
    );

    const analysis = analyse({ ...ports, llm }, command());
    await Promise.resolve();
    const started = [...waiting];
    gate.resolve();

    await expect(analysis).resolves.toMatchObject({ status: 'completed' });
    expect(started).toStrictEqual(DEFAULT_PARTICIPANTS);
  });

  test('sums tokens and cost over every call that answered', async () => {
    const { ports } = await arrange();

    const { calls, inputTokens, outputTokens, costUsd } = await analyse(ports, command());

    expect(inputTokens).toBe(calls.reduce((sum, call) => sum + (call.inputTokens ?? 0), 0));
    expect(outputTokens).toBe(calls.reduce((sum, call) => sum + (call.outputTokens ?? 0), 0));
    expect(costUsd).toBeCloseTo(
      calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0),
      6,
    );
    expect(costUsd).toBeGreaterThan(0);
  });

  test('is found by its owner alone', async () => {
    const { ports } = await arrange();
    const analysis = await analyse(ports, command());

    const found = await findAnalysis(ports, { id: analysis.id, userId: USER.id });

    expect(found).toStrictEqual(analysis);
    await expect(findAnalysis(ports, { id: analysis.id, userId: analysis.id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
