import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf } from '../../testing/traffic/cassette-fixture.ts';
import { callThroughSdk, recordedStream, type SdkAnswer } from '../../testing/traffic/sdk-fixture.ts';
import { STREAMS } from '../../testing/traffic/stream-fixture.ts';
import { VirtualTime } from '../../testing/traffic/virtual-time.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { cassettePath } from '../cassette/cassette-path.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import type { TrafficFault } from '../cassette/traffic-fault.ts';
import {
  cutAfterEvent,
  emptyToolArguments,
  finishReason,
  injectFault,
  malformedJson,
  rateLimited,
  reset,
  stall,
  truncateInsideUtf8,
} from '../engine/replay/traffic-faults.ts';
import { findProvider } from '../providers/providers.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { type Gateway, openGateway } from './gateway.ts';

/** What the code that uses an SDK sees. */
type Seen =
  | { readonly sees: 'the recorded answer' }
  | { readonly sees: 'an answer'; readonly finishReason: string | null }
  | { readonly sees: 'an error'; readonly named: string }
  | { readonly sees: 'a status'; readonly status: number };

interface FaultCase {
  readonly name: string;
  readonly fault: TrafficFault;
  /** What comes of an answer with status 200. */
  readonly expected: (provider: string, body: string) => Seen;
}

const AS_RECORDED: Seen = { sees: 'the recorded answer' };
const UNFINISHED: Seen = { sees: 'an answer', finishReason: null };
const error = (named: string): Seen => ({ sees: 'an error', named });
const googleStreamOr = (provider: string, body: string, named: string): Seen =>
  error(provider === 'google' && body === 'sse' ? 'GoogleGenerativeAIError' : named);

const FAULTS: readonly FaultCase[] = [
  { name: 'a cut after the first event', fault: cutAfterEvent(1), expected: () => UNFINISHED },
  { name: 'a stall of an hour', fault: stall(3_600_000), expected: () => AS_RECORDED },
  {
    name: 'a reset',
    fault: reset(),
    expected: (provider, body) => googleStreamOr(provider, body, 'TypeError'),
  },
  {
    name: 'a cut inside a character',
    fault: truncateInsideUtf8(),
    // The Anthropic SDK drops an event that no blank line ended.
    expected: (provider, body) =>
      provider === 'anthropic' && body === 'sse' ? UNFINISHED : googleStreamOr(provider, body, 'SyntaxError'),
  },
  {
    name: 'malformed JSON',
    fault: malformedJson(),
    expected: (provider, body) => googleStreamOr(provider, body, 'SyntaxError'),
  },
  {
    name: 'a rate limit, twice',
    fault: rateLimited({ times: 2, retryAfterMs: 1 }),
    expected: (provider) => (provider === 'google' ? { sees: 'a status', status: 429 } : AS_RECORDED),
  },
  {
    name: 'another finish reason',
    fault: finishReason('other'),
    expected: () => ({ sees: 'an answer', finishReason: 'other' }),
  },
  { name: 'tool calls without arguments', fault: emptyToolArguments(), expected: () => AS_RECORDED },
];

const CASSETTES = join(import.meta.dirname, '../../../fixtures/cassettes');
const paths = globSync('**/*.json', { cwd: CASSETTES }).toSorted();
const cassettes = await Promise.all(paths.map((path) => loadCassette(join(CASSETTES, path))));
const recorded: readonly Interaction[] = [
  ...cassettes.flatMap(({ interactions }) => interactions.filter(({ end }) => end === 'done')),
  ...STREAMS.map(recordedStream),
];

const matrix = FAULTS.flatMap((faultCase) =>
  recorded.flatMap((interaction, index) => {
    const provider = findProvider(new URL(interaction.request.url))?.name;
    if (provider === undefined || faultCase.fault(interaction) === null) {
      return [];
    }
    const { status, body } = interaction.response;
    const isSeenFirst = faultCase.name === 'a rate limit, twice' && provider === 'google';
    const expected: Seen =
      status < 400 || isSeenFirst ? faultCase.expected(provider, body.kind) : { sees: 'a status', status };
    const call = `call ${index}, ${provider} ${interaction.id}`;
    return [{ ...faultCase, call, interaction, scenario: `call-${index}`, expected }];
  }),
);

async function seenBy(asking: Promise<SdkAnswer>, plain: SdkAnswer | null): Promise<Seen> {
  try {
    const answer = await asking;
    if (plain !== null && answer.text === plain.text && answer.finishReason === plain.finishReason) {
      return AS_RECORDED;
    }
    return { sees: 'an answer', finishReason: answer.finishReason };
  } catch (cause) {
    if (!(cause instanceof Error)) {
      throw cause;
    }
    const status = 'status' in cause ? cause.status : undefined;
    return typeof status === 'number' ? { sees: 'a status', status } : error(cause.constructor.name);
  }
}

describe('the matrix of faults and recorded calls', () => {
  const time = new VirtualTime();
  const opened = new AsyncDisposableStack();
  let gateway: Gateway;

  beforeAll(async () => {
    const directory = opened.use(await temporaryDirectory());
    const firewall = createFirewall({ knownSecrets: [] });
    for (const [index, interaction] of recorded.entries()) {
      await saveCassette(cassettePath(directory.path, `call-${index}`), cassetteOf(interaction), { firewall });
    }
    let tokens = 0;
    gateway = opened.use(
      await openGateway({
        mode: 'replay',
        cassettes: directory.path,
        upstream: { source: 'live' },
        now: () => new Date(0),
        knownSecrets: [],
        newToken: () => `t${tokens++}`,
        pace: 'recorded',
        time,
      }),
    );
  });

  afterAll(() => opened.disposeAsync());

  test('holds each fault, and each kind of call', () => {
    const columns = new Set(matrix.map(({ name }) => name));

    expect(columns.size).toBe(FAULTS.length);
    expect(matrix.length).toBeGreaterThan(recorded.length * 3);
  });

  test.each(matrix)('$name: $call sees what the SDK makes of it', async ({ name, fault, interaction, ...row }) => {
    const scenario = { id: row.scenario, title: row.scenario };
    await using plain = await gateway.play(scenario);
    const asRecorded = await callThroughSdk(interaction, { baseUrls: plain.baseUrls, maxRetries: 0 }).catch(() => null);
    await using faulty = await gateway.play(scenario, { alter: (cassette) => injectFault(cassette, fault) });
    const before = time.elapsedMs;

    const maxRetries = name === 'a rate limit, twice' ? 2 : 0;
    const seen = await seenBy(callThroughSdk(interaction, { baseUrls: faulty.baseUrls, maxRetries }), asRecorded);

    expect(seen).toEqual(row.expected);
    expect(faulty.faults).toEqual([]);
    if (name === 'a stall of an hour') {
      expect(time.elapsedMs - before).toBeGreaterThanOrEqual(3_600_000);
    }
  });
});
