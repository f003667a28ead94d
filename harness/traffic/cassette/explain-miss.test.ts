import { describe, expect, test } from 'vitest';
import { chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { decodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { explainMiss } from './explain-miss.ts';
import { InteractionIndex } from './interaction-index.ts';
import type { RequestShape } from './request-key.ts';

const firewall = createFirewall({ knownSecrets: [] });
const CONTEXT = { scenarioId: 'area/case', asks: null, otherCassettes: [], firewall };

function requestOf({ request }: Interaction, changes: Partial<RequestShape> = {}): RequestShape {
  return { method: request.method, url: request.url, body: decodeBody(request.body), ...changes };
}

function explain(recorded: readonly Interaction[], request: RequestShape) {
  return explainMiss({ ...CONTEXT, request, index: new InteractionIndex(recorded) });
}

describe('explainMiss', () => {
  test('shows the words of a prompt that changed, and what would record it', () => {
    const recorded = chatInteraction('Name one river in France.');

    const { cause, message, hint } = explain([recorded], requestOf(chatInteraction('Name one river in Spain.')));

    expect(cause).toBe('prompt_edited');
    expect(message).toContain('/messages/0/content: Name one river in [-France-]{+Spain+}.');
    expect(hint).toContain('npx parity record --scenario area/case');
  });

  test('names at most three candidates, nearest first', () => {
    const recorded = ['aaaa', 'bbbb', 'hello there', 'hello world'].map((prompt) => chatInteraction(prompt));

    const { message } = explain(recorded, requestOf(chatInteraction('hello world!')));

    expect(message).toMatch(/1\. interaction i-hello world,[\s\S]*2\. interaction i-hello there,[\s\S]*3\. /);
    expect(message).not.toContain('4. ');
  });

  test('says that another model was asked', () => {
    const { cause, message } = explain([chatInteraction('hi')], requestOf(chatInteraction('hi', { model: 'gpt-5' })));

    expect(cause).toBe('model_changed');
    expect(message).toContain('/model: gpt-[-4o-]{+5+}');
  });

  test("says that another of Google's models was asked, which is named in the path", () => {
    const recorded = chatInteraction('hi');
    const url = 'https://generativelanguage.googleapis.com/v1beta/models/gemini-1:generateContent';
    const asked = requestOf(recorded, { url: url.replace('gemini-1', 'gemini-2') });

    const { cause } = explain([{ ...recorded, request: { ...recorded.request, url } }], asked);

    expect(cause).toBe('model_changed');
  });

  test('says that a parameter changed', () => {
    const recorded = chatInteraction('hi');
    const body = Buffer.from('{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"temperature":0.5}');

    const { cause, message } = explain([recorded], requestOf(recorded, { body }));

    expect(cause).toBe('parameters_changed');
    expect(message).toContain('/temperature: recorded nothing, now 0.5');
  });

  test('says that every recording of the request has been played', () => {
    const recorded = chatInteraction('hi');
    const index = new InteractionIndex([recorded]);
    index.take(index.entries[0]?.key ?? '');

    const { cause, message } = explainMiss({ ...CONTEXT, request: requestOf(recorded), index });

    expect(cause).toBe('already_consumed');
    expect(message).toContain('recorded 1 time(s)');
  });

  test('says that nothing was recorded for the endpoint', () => {
    const recorded = chatInteraction('hi');

    const { cause } = explain([recorded], requestOf(recorded, { url: 'https://api.openai.com/v1/embeddings' }));

    expect(cause).toBe('endpoint_not_recorded');
  });

  test('says that there is no cassette', () => {
    const request = requestOf(chatInteraction('hi'));

    const { cause, message } = explainMiss({ ...CONTEXT, request, index: null });

    expect(cause).toBe('no_cassette');
    expect(message).toContain('There is no cassette for "area/case"');
  });

  test('shows no secret, even where only a part of it changed', () => {
    const body = 'aB3dE5gH7jK9aB3dE5gH7jK9aB3dE5gH7jK9';
    const recorded = chatInteraction(`use sk-proj-${body}1`);
    const asked = requestOf(chatInteraction(`use sk-proj-${body}2`), {
      url: 'https://api.openai.com/v1/chat/completions?key=aB3dE5gH7jK9aB3dE5gH7jK9',
    });

    const { message } = explain([recorded], asked);

    expect(message).not.toContain('aB3dE5gH7jK9');
  });

  test('stays short and quick for long prompts that have nothing in common', () => {
    const words = (seed: number) => Array.from({ length: 20_000 }, (_, index) => `w${index * seed}`).join(' ');

    const { message } = explain([chatInteraction(words(3))], requestOf(chatInteraction(words(7))));

    expect(message.length).toBeLessThan(2000);
  });

  test('looks at the cassettes of other scenarios when there is none, and says whose they are', () => {
    const recorded = chatInteraction('Name one river in France.');
    const otherCassettes = [{ scenarioId: 'other/case', interactions: [recorded] }];
    const asks = 'openai/gpt-4o: "Name one river in Spain."';

    const { cause, message } = explainMiss({
      ...CONTEXT,
      request: requestOf(chatInteraction('Name one river in Spain.')),
      asks,
      otherCassettes,
      index: null,
    });

    expect(cause).toBe('no_cassette');
    expect(message).toContain(`It asks ${asks}`);
    expect(message).toMatch(/1\. interaction \S.* of "other\/case", POST/);
    expect(message).toContain('[-France-]{+Spain+}');
  });

  test('names a recording of another host only when there is none of the host that was asked', () => {
    const recorded = chatInteraction('hi');
    const elsewhere = {
      ...recorded,
      id: 'elsewhere',
      request: { ...recorded.request, url: 'https://other.test/v1/chat/completions' },
    };
    const asked = requestOf(chatInteraction('hello'));

    const { message } = explain([elsewhere, recorded], asked);

    expect(message).toContain(recorded.id);
    expect(message).not.toContain('elsewhere');
  });
});
