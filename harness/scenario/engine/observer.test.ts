import { expect, test } from 'vitest';
import type { LlmCall, OutgoingCall } from '../../evidence/llm-call.ts';
import { sampleCall, sampleExchange } from '../../testing/evidence/sample-transcript.ts';
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

test('a call shows the key that it was made with where the scenario has sent that key, and no other', async () => {
  const own: OutgoingCall = { ...sampleCall(), isMadeWith: (key) => key === 'a-key-of-the-server' };
  const given: OutgoingCall = { ...sampleCall(), isMadeWith: (key) => key === 'a-key-of-ada' };
  const observer = new Observer({ calls: () => [own, given, sampleCall()] });
  const body = { keys: [{ openai: 'another-key' }, { openai: 'a-key-of-ada' }] };

  await observer.add({ label: 'one', http: { ...sampleExchange(), request: { ...sampleExchange().request, body } } });

  expect(observer.steps()[0]?.calls).toStrictEqual([
    sampleCall(),
    { ...sampleCall(), key: 'a-key-of-ada' },
    sampleCall(),
  ]);
});

test('an expectation may be stated after later steps', async () => {
  const observer = new Observer({ calls: () => [] });

  const first = await observer.add({ label: 'one' });
  await observer.add({ label: 'two' });
  first.add({ http: {} });

  expect(observer.steps().map(({ expectations }) => expectations)).toEqual([[{ http: {} }], []]);
});

test('a step in which the client hangs up lasts until the calls under way have ended', async () => {
  const calls = [sampleCall({ outcome: { status: 'open' } })];
  const observer = new Observer({ calls: () => calls });

  const adding = observer.add({ label: 'one' }, { hasAborted: true });
  setTimeout(() => calls.splice(0, 1, sampleCall({ outcome: { status: 'aborted' } })), 20);
  await adding;

  expect(calls).toMatchObject([{ outcome: { status: 'aborted' } }]);
});

test('a call that is open when the scenario has ended stays so, whatever the end of the system does to it', async () => {
  const calls = [sampleCall({ outcome: { status: 'open' } })];
  const observer = new Observer({ calls: () => calls });
  await observer.add({ label: 'one' });

  await observer.finish();
  calls.splice(0, 1, sampleCall({ outcome: { status: 'aborted' } }));

  expect(observer.steps()[0]?.calls).toMatchObject([{ outcome: { status: 'open' } }]);
});
