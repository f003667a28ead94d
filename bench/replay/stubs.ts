import type { Tape } from './subjects.ts';
import {
  BROKEN_PROMPT,
  ERROR,
  ERROR_PROMPT,
  makeAnswer,
  makePrompt,
  makeRequest,
  PIECES,
  STREAM_HEADERS,
  STREAM_PROMPT,
} from './tape.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };

export interface Stub {
  readonly asked: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The tape as recorders keep it that know neither pieces nor times nor how a connection ended: one text an answer. */
export function makeStubs({ count, padding }: Tape): readonly Stub[] {
  return [
    ...Array.from({ length: count }, (_, index) => ({
      asked: makeRequest(makePrompt(index)),
      status: 200,
      headers: JSON_HEADERS,
      body: makeAnswer(index, padding),
    })),
    { asked: makeRequest(STREAM_PROMPT, true), status: 200, headers: STREAM_HEADERS, body: PIECES.join('') },
    { asked: makeRequest(ERROR_PROMPT), ...ERROR },
    {
      asked: makeRequest(BROKEN_PROMPT, true),
      status: 200,
      headers: STREAM_HEADERS,
      body: PIECES.slice(0, 3).join(''),
    },
  ];
}
