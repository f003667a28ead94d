import { LLMock } from '@copilotkit/aimock';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { openGateway } from '#harness/gateway/gateway.ts';
import { openLlmNetwork } from '#harness/replay/llm-network.ts';
import { answerOf, CHAT, PIECES, promptOf, requestOf, SCENARIO, STREAM_HEADERS, STREAM_PROMPT } from './tape.ts';

/** A replayer that has been loaded, and where its chat completions are. */
export interface Loaded extends AsyncDisposable {
  readonly chat: string;
}

export interface Subject {
  readonly name: string;
  /** Loads `count` answers and the stream; ours from `cassettes`, where the tape has been written. */
  load(count: number, cassettes: string): Promise<Loaded>;
}

const SETTINGS = {
  mode: 'replay',
  upstream: { source: 'live' },
  now: () => new Date(),
  knownSecrets: [],
} as const;

export const SUBJECTS: readonly Subject[] = [
  { name: 'ultra-parity', load: loadNetwork },
  { name: 'ultra-parity serve', load: loadGateway },
  { name: 'msw', load: loadMsw },
  { name: 'aimock', load: loadAimock },
];

/** Peers that would be measured if they were there. They are not dependencies of this project. */
export const ABSENT_PEERS: readonly string[] = ['nock', '@pollyjs/core'].filter((name) => {
  try {
    import.meta.resolve(name);
    return false;
  } catch {
    return true;
  }
});

async function loadNetwork(_count: number, cassettes: string): Promise<Loaded> {
  await using opened = new AsyncDisposableStack();
  const network = opened.use(await openLlmNetwork({ ...SETTINGS, cassettes }));
  opened.use(await network.play(SCENARIO));
  const owned = opened.move();
  return { chat: CHAT, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function loadGateway(_count: number, cassettes: string): Promise<Loaded> {
  await using opened = new AsyncDisposableStack();
  const gateway = opened.use(await openGateway({ ...SETTINGS, cassettes, newToken: () => 'bench' }));
  const playback = opened.use(await gateway.play(SCENARIO));
  const owned = opened.move();
  return { chat: `${playback.baseUrls.openai}/chat/completions`, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** One handler for each answer, told apart by the body: what MSW offers for requests to one address. */
async function loadMsw(count: number): Promise<Loaded> {
  const handler = (body: string, answer: () => Response) =>
    http.post(CHAT, async ({ request }) => ((await request.clone().text()) === body ? answer() : undefined));
  const server = setupServer(
    ...Array.from({ length: count }, (_, index) =>
      handler(
        requestOf(promptOf(index)),
        () => new HttpResponse(answerOf(index), { headers: { 'content-type': 'application/json' } }),
      ),
    ),
    handler(requestOf(STREAM_PROMPT, true), () => new HttpResponse(PIECES.join(''), { headers: STREAM_HEADERS })),
  );
  server.listen({ onUnhandledFrame: 'error' });
  return { chat: CHAT, [Symbol.asyncDispose]: async () => server.close() };
}

async function loadAimock(count: number): Promise<Loaded> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0, logLevel: 'silent', journalMaxEntries: 1 });
  for (let index = 0; index < count; index += 1) {
    mock.on({ userMessage: promptOf(index) }, { content: `Answer number ${index}.` });
  }
  mock.on(
    { userMessage: STREAM_PROMPT },
    { content: Array.from({ length: 20 }, (_, index) => `word${index} `).join('') },
  );
  const url = await mock.start();
  return { chat: `${url}/v1/chat/completions`, [Symbol.asyncDispose]: () => mock.stop() };
}
