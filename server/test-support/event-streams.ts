import request from 'supertest';
import type { TestApp } from './mock-server.ts';
import type { Account } from './requests.ts';

interface ReadEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The whole stream of a question, as text. */
export function analyzeStream({ app }: TestApp, { accessToken }: Account) {
  return request(app)
    .post('/api/analyze/stream')
    .auth(accessToken, { type: 'bearer' })
    .send({ query: 'Why is the sky blue?' });
}

export function eventsOf(text: string): readonly ReadEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'))
    .map((block) => {
      const [, id = '', event = '', data = '{}'] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
      return { id, event, data: JSON.parse(data) };
    });
}
