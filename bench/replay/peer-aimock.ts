import { LLMock } from '@copilotkit/aimock';
import { askByFetch } from './ask.ts';
import type { Loaded, Tape } from './subjects.ts';
import { BROKEN_PROMPT, ERROR, ERROR_PROMPT, makePrompt, STREAM_PROMPT } from './tape.ts';

export async function loadAimock({ count, padding }: Tape): Promise<Loaded> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', journalMaxEntries: 1 });
  for (let index = 0; index < count; index += 1) {
    mock.on({ userMessage: makePrompt(index) }, { content: `Answer number ${index}.${' word'.repeat(padding / 5)}` });
  }
  const words = Array.from({ length: 20 }, (_, index) => `word${index} `).join('');
  mock.on({ userMessage: STREAM_PROMPT }, { content: words });
  mock.on({ userMessage: ERROR_PROMPT }, { error: { message: 'slow' }, status: ERROR.status });
  mock.on({ userMessage: BROKEN_PROMPT }, { content: words }, { truncateAfterChunks: 3 });
  const url = await mock.start();
  return { ask: askByFetch(`${url}/v1/chat/completions`), [Symbol.asyncDispose]: () => mock.stop() };
}
