import { openLlmNetwork } from '../../harness/traffic/engine/llm-network.ts';
import { openGateway } from '../../harness/traffic/gateway/gateway.ts';
import { type Ask, askByFetch } from './ask.ts';
import { CHAT, SCENARIO } from './tape.ts';

/** A replayer that has been loaded. */
export interface Loaded extends AsyncDisposable {
  readonly ask: Ask;
}

export interface Tape {
  readonly count: number;
  readonly padding: number;
  /** Where the cassette of this tape has been written; peers may keep files there. */
  readonly directory: string;
  /** At the recorded pace, by who can. */
  readonly isPaced: boolean;
}

export interface Subject {
  readonly name: string;
  /** Asks each of its answers in turn, so that a call takes the longer the more there are. */
  readonly isLinear: boolean;
  load(tape: Tape): Promise<Loaded>;
}

export const OURS = 'ultra-parity';

export const SUBJECTS: readonly Subject[] = [
  { name: OURS, isLinear: false, load: loadNetwork },
  { name: 'ultra-parity serve', isLinear: false, load: loadGateway },
  // Each is imported in its own process alone: they take over the same functions of Node.
  { name: 'msw', isLinear: true, load: async (tape) => (await import('./peer-msw.ts')).loadMsw(tape) },
  { name: 'nock', isLinear: true, load: async (tape) => (await import('./peer-nock.ts')).loadNock(tape) },
  { name: 'polly', isLinear: true, load: async (tape) => (await import('./peer-polly.ts')).loadPolly(tape) },
  { name: 'aimock', isLinear: false, load: async (tape) => (await import('./peer-aimock.ts')).loadAimock(tape) },
];

function toSettings({ directory, isPaced }: Tape) {
  return {
    mode: 'replay',
    upstream: { source: 'live' },
    now: () => new Date(),
    knownSecrets: [],
    cassettes: directory,
    pace: isPaced ? 'recorded' : 'instant',
  } as const;
}

async function loadNetwork(tape: Tape): Promise<Loaded> {
  await using opened = new AsyncDisposableStack();
  const network = opened.use(await openLlmNetwork(toSettings(tape)));
  opened.use(await network.play(SCENARIO));
  const owned = opened.move();
  return { ask: askByFetch(CHAT), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function loadGateway(tape: Tape): Promise<Loaded> {
  await using opened = new AsyncDisposableStack();
  const gateway = opened.use(await openGateway({ ...toSettings(tape), newToken: () => 'bench' }));
  const playback = opened.use(await gateway.play(SCENARIO));
  const owned = opened.move();
  const url = `${playback.baseUrls.openai}/chat/completions`;
  return { ask: askByFetch(url), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
