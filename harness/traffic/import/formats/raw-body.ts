import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import type { ImportFormat } from './import-format.ts';
import { isRecord, recordOr, toText } from './source-value.ts';

/** The body of an answer alone, whole or as events. It is told apart so that the refusal can say what is missing. */
export const rawBody: ImportFormat = {
  name: 'raw',
  recognises: (file) => isStream(file) || isAnswer(file),
  read: async () => [{ kind: 'refused', position: 0, refusal: new Refusal('request_missing') }],
};

/** What this importer writes itself. */
export const ownCassette: ImportFormat = {
  name: 'ultra-parity',
  recognises: ({ syntax, documents }) =>
    syntax === 'json' && toText(recordOr(documents[0])['schema'])?.startsWith('ultra-parity/cassette/') === true,
  read: async () => {
    throw new Refusal('already_a_cassette');
  },
};

function isStream({ text, name }: SourceFile): boolean {
  return /^\s*(?:data|event|:) ?\S/.test(text) || (/\.(?:txt|jsonl)$/.test(name) && /^\s*[{[]/.test(text));
}

function isAnswer({ syntax, documents }: SourceFile): boolean {
  const answer = recordOr(Array.isArray(documents[0]) ? documents[0][0] : documents[0]);
  const marks = ['candidates', 'choices', 'content', 'output', 'error', 'promptFeedback', 'data', 'totalTokens'];
  return syntax === 'json' && isRecord(answer) && marks.some((name) => name in answer);
}
