import { expect, test } from 'vitest';
import { sampleCall } from '../compare/sample-transcript.ts';
import type { LlmCall } from '../observe/llm-call.ts';
import { Observer } from './observer.ts';

const call = (provider: string, text: string): LlmCall =>
  sampleCall({ provider, request: { ...sampleCall().request, messages: [{ role: 'user', text }] } });
const prompts = (calls: readonly LlmCall[]) => calls.map(({ request }) => request.messages[0]?.text);

test('a call belongs to the step that was going on when it started', async () => {
  const calls: LlmCall[] = [];
  const observer = new Observer({ calls: () => calls });

  await observer.add({ label: 'one' });
  calls.push(call('openai', 'a'), call('google', 'b'));
  await observer.add({ label: 'two' });
  calls.push(call('openai', 'c'));
  await observer.add({ label: 'three' });

  expect(observer.steps().map((step) => prompts(step.calls))).toEqual([[], ['a', 'b'], ['c']]);
});

test('calls of different models may be listed in any order', async () => {
  const openai = [call('openai', 'a')];
  const google = [call('google', 'b')];
  const observer = new Observer({ calls: () => [...openai, ...google] });

  await observer.add({ label: 'one' });
  openai.push(call('openai', 'c'));
  await observer.add({ label: 'two' });

  expect(observer.steps().map((step) => prompts(step.calls))).toEqual([['a', 'b'], ['c']]);
});

test('a call that started after the last step belongs to it', async () => {
  const calls: LlmCall[] = [];
  const observer = new Observer({ calls: () => calls });

  await observer.add({ label: 'one' });
  calls.push(call('openai', 'late'));

  expect(observer.steps().map((step) => prompts(step.calls))).toEqual([['late']]);
});

test('an expectation may be stated after later steps', async () => {
  const observer = new Observer({ calls: () => [] });

  const first = await observer.add({ label: 'one' });
  await observer.add({ label: 'two' });
  first.add({ http: {} });

  expect(observer.steps().map(({ expectations }) => expectations)).toEqual([[{ http: {} }], []]);
});
